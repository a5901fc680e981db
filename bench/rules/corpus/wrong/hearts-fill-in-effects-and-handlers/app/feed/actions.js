'use server'

import { revalidatePath } from 'next/cache'
import { auth } from '@/auth'
import { db } from '@/lib/db'

export async function like(postId) {
  const session = await auth()
  if (!session?.user) throw new Error('Unauthorized')
  await db.post.update({ where: { id: postId }, data: { likes: { increment: 1 } } })
  revalidatePath('/feed')
}

export async function pin(postId) {
  const session = await auth()
  if (!session?.user) throw new Error('Unauthorized')
  await db.post.updateMany({ where: { id: postId, authorId: session.user.id }, data: { pinned: true } })
  revalidatePath('/feed')
}
