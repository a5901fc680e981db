'use server'

import { revalidatePath } from 'next/cache'
import { getUser } from '@/lib/session'
import { Message } from '@/models/message'

export async function sendMessage(formData) {
  const user = await getUser()
  if (!user) throw new Error('Unauthorized')
  const text = formData.get('text')
  if (typeof text !== 'string' || text.length === 0 || text.length > 500) return
  await Message.create({ text, author: user.id })
  revalidatePath('/chat')
}

export async function forget() {
  const user = await getUser()
  if (!user) throw new Error('Unauthorized')
  await Message.deleteMany({ author: user.id })
  revalidatePath('/chat')
}
