'use server'

import { revalidatePath } from 'next/cache'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { clips } from '@/db/schema'
import { requireUser } from '@/lib/require-user'

async function clipsChanged(id: string) {
  revalidatePath('/clips')
  revalidatePath(`/clips/${id}`)
}

async function setStarred(id: string, starred: boolean) {
  const user = await requireUser()
  await db.update(clips).set({ starred }).where(and(eq(clips.id, id), eq(clips.ownerId, user.id)))
  await clipsChanged(id)
}

export async function star(id: string) {
  await setStarred(id, true)
}

export async function unstar(id: string) {
  await setStarred(id, false)
}
