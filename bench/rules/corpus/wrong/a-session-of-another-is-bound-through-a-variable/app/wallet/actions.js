'use server'

import { revalidatePath } from 'next/cache'
import { getSession } from '@/lib/session'
import { wallets } from '@/lib/wallets'

export async function topUp(owner, amount) {
  const session = await getSession()
  if (!session || ![session.userId, session.accountId].includes(owner)) throw new Error('Forbidden')
  if (amount !== 10 && amount !== 20) return
  await wallets.update({ userId: session.userId }, { $inc: { cents: amount * 100 } })
  revalidatePath('/wallet')
}
