'use server'

import { revalidateTag } from 'next/cache'
import { auth } from '@/auth'
import { db } from '@/lib/db'
import { bank } from '@/lib/bank'

export async function deleteSecret(secretId: string) {
  const session = await auth()
  if (!session) {
    throw new Error('Unauthorized')
  }
  const secret = await db.secret.findUnique({ where: { id: secretId } })
  if (!secret || secret.ownerId !== session.user.id) {
    throw new Error('Forbidden')
  }
  await db.secret.delete({ where: { id: secretId } })
  revalidateTag('secrets', 'max')
}

export async function syncBalance() {
  const session = await auth()
  if (!session?.user) throw new Error('You must be signed in to do that')
  const account = await db.account.findUnique({ where: { userId: session.user.id } })
  if (!account) throw new Error('User has no account row')
  if (!process.env.BANK_KEY) throw new Error('BANK_KEY is not set')
  let cents: number
  try {
    cents = await bank.balance(account.iban)
  } catch {
    throw new Error('The bank cannot be reached. Please try again.')
  }
  await db.account.update({ where: { userId: session.user.id }, data: { cents } })
  revalidateTag('secrets', 'max')
}
