'use server'

import { Resend } from 'resend'
import * as v from 'valibot'
import { db } from '@/db'
import { messages, subscribers } from '@/db/schema'

const resend = new Resend(process.env.RESEND_KEY)
const Message = v.object({
  email: v.pipe(v.string(), v.email()),
  text: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(2000)),
})

export async function sendContactMessage(_prev: unknown, formData: FormData) {
  const result = v.safeParse(Message, Object.fromEntries(formData))
  if (!result.success) return { issues: v.flatten(result.issues).nested }
  await db.insert(messages).values(result.output)
  await resend.emails.send({ from: 'desk@example.test', to: 'desk@example.test', subject: 'Contact', text: result.output.text })
  return { sent: true }
}

export async function subscribe(_prev: unknown, formData: FormData) {
  const email = v.safeParse(Message.entries.email, formData.get('email'))
  if (!email.success) return { sent: false }
  await db.insert(subscribers).values({ email: email.output }).onConflictDoNothing()
  return { sent: true }
}
