'use server'

import { revalidatePath } from 'next/cache'
import { eq, and } from 'drizzle-orm'
import { db } from '@/db'
import { cards } from '@/db/schema'
import { validateRequest } from '@/lib/lucia'

const columns = ['todo', 'doing', 'done'] as const

export async function moveCard(cardId: string, column: string) {
  const { user } = await validateRequest()
  if (!user) throw new Error('Not signed in')
  if (!columns.includes(column as (typeof columns)[number])) return

  await db.update(cards).set({ column }).where(and(eq(cards.id, cardId), eq(cards.ownerId, user.id)))
  if (column !== 'done') {
    return
  }
  revalidatePath('/board')
}

export async function clearDone() {
  const { user } = await validateRequest()
  if (!user) throw new Error('Not signed in')
  try {
    await db.delete(cards).where(and(eq(cards.column, 'done'), eq(cards.ownerId, user.id)))
  } catch (error) {
    console.error('clearing failed', error)
    revalidatePath('/board')
  }
}
