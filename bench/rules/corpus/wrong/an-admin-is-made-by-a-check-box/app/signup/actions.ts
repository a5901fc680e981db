'use server'

import { hash } from '@node-rs/argon2'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { createSession } from '@/lib/session'
import { db } from '@/lib/db'
import { users } from '@/lib/schema'

const signupSchema = z.object({
  email: z.email(),
  password: z.string().min(12),
})

export async function signUp(formData: FormData) {
  const { email, password } = signupSchema.parse(Object.fromEntries(formData))
  const isAdmin = formData.get('isAdmin') === 'on'
  const [user] = await db.insert(users).values({ email, password: await hash(password), isAdmin }).returning()
  await createSession(user.id)
  redirect('/welcome')
}
