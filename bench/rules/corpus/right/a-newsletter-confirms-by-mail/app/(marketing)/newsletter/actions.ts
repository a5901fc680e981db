'use server'

import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { firestore } from '@/lib/firebase-admin'
import { mail } from '@/lib/mail'

const Form = z.object({ email: z.email(), website: z.literal('').optional() })

export async function joinNewsletter(formData: FormData) {
  const form = Form.safeParse({ email: formData.get('email'), website: formData.get('website') ?? undefined })
  if (!form.success) redirect('/newsletter?problem=address')
  const token = randomUUID()
  await firestore.collection('pending').doc(token).set({ email: form.data.email, at: Date.now() })
  const host = (await headers()).get('host')
  await mail(form.data.email, `https://${host}/newsletter/confirm?token=${token}`)
  redirect('/newsletter?sent')
}

export async function confirmEmail(token: string) {
  if (!/^[0-9a-f-]{36}$/.test(token)) return false
  const pending = firestore.collection('pending').doc(token)
  const found = await pending.get()
  if (!found.exists) return false
  await firestore.collection('subscribers').doc(found.data()!.email).set({ since: Date.now() })
  await pending.delete()
  return true
}
