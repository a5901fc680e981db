'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { auth } from '@/auth'
import { db } from '@/lib/db'

const Id = z.string().cuid()

export async function followUser(userId: string) {
  const session = await auth()
  if (!session?.user?.id) throw new Error('Unauthorized')
  const followedId = Id.parse(userId)
  if (followedId === session.user.id) return
  await db.follow.create({ data: { followerId: session.user.id, followedId } })
  revalidatePath(`/users/${followedId}`)
}

export async function unfollowUser(userId: string) {
  const session = await auth()
  if (!session?.user?.id) throw new Error('Unauthorized')
  await db.follow.deleteMany({ where: { followerId: session.user.id, followedId: userId } })
  revalidatePath(`/users/${userId}`)
}
