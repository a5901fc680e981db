'use server'

import { updateTag } from 'next/cache'
import * as v from 'valibot'
import { verifySession } from '@/lib/dal'
import { sql } from '@/lib/sql'

const Channel = v.pipe(v.string(), v.regex(/^[a-z]{3,20}$/))

export async function toggleFollow(channel: string, on: boolean) {
  const { userId } = await verifySession()
  const name = v.parse(Channel, channel)
  if (on) await sql`insert into follows (user_id, channel) values (${userId}, ${name}) on conflict do nothing`
  else await sql`delete from follows where user_id = ${userId} and channel = ${name}`
  updateTag(`follows-${userId}`)
}
