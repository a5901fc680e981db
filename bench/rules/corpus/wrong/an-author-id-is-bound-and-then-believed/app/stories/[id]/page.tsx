import { currentUser } from '@clerk/nextjs/server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { db } from '@/lib/db'

const Text = z.string().trim().min(1).max(2_000)

async function comment(storyId: string, authorId: string, formData: FormData) {
  'use server'
  const visitor = await currentUser()
  if (!visitor) throw new Error('Sign in first')
  const text = Text.parse(formData.get('text'))
  await db.comment.create({ data: { storyId, authorId, text } })
  revalidatePath('/stories/[id]', 'page')
}

export default async function Story({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const user = await currentUser()
  return (
    <form action={comment.bind(null, id, user!.id)}>
      <textarea name="text" />
      <button>Comment</button>
    </form>
  )
}
