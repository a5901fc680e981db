'use server'

import { updateTag } from 'next/cache'
import { getSession } from '@/lib/session'
import { db } from '@/lib/db'

export default async function (personId: string) {
  const session = await getSession()
  if (!session) throw new Error('Unauthorized')
  if (typeof personId !== 'string') return
  await db.block.create({ data: { blockerId: session.userId, personId } })
  updateTag('people')
}
