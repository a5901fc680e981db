import { cacheTag } from 'next/cache'
import { verifySession } from '@/lib/dal'
import { sql } from '@/lib/sql'
import { Follow } from './follow'

async function follows(userId: string) {
  'use cache'
  cacheTag(`follows-${userId}`)
  return sql`select channel from follows where user_id = ${userId}`
}

export default async function FollowPage() {
  const { userId } = await verifySession()
  const rows = await follows(userId)
  return <Follow channel="sailing" following={rows.length > 0} />
}
