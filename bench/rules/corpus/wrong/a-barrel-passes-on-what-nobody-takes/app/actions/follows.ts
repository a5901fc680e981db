'use server'

import { updateTag } from 'next/cache'
import { getSession } from '@/lib/session'
import { db } from '@/lib/db'

export async function follow(personId: string) {
  const session = await getSession()
  if (!session) throw new Error('Unauthorized')
  if (typeof personId !== 'string') return
  await db.follow.create({ data: { followerId: session.userId, personId } })
  updateTag('people')
}

export async function unfollow(personId: string) {
  const session = await getSession()
  if (!session) throw new Error('Unauthorized')
  await db.follow.deleteMany({ where: { followerId: session.userId, personId } })
  updateTag('people')
}
