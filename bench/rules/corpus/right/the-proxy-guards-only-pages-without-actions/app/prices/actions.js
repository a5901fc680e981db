'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireUser } from '../../lib/require-user'
import { offers } from '../../lib/offers'

export async function askForOffer(formData) {
  const user = await requireUser()
  const email = z.email().safeParse(formData.get('email'))
  if (!email.success) redirect('/prices?error=email')
  await offers.insert({ email: email.data, userId: user.id })
  redirect('/prices?asked')
}
