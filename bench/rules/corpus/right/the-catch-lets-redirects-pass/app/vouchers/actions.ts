'use server'

import { redirect, unstable_rethrow } from 'next/navigation'
import { requireUser } from '@/lib/require-user'
import { vouchers } from '@/lib/vouchers'

export async function buyVoucher(formData: FormData) {
  const user = await requireUser()
  const value = Number(formData.get('value'))
  if (![10, 25, 50].includes(value)) return { error: 'There are vouchers of 10, 25 and 50.' }

  try {
    const voucher = await vouchers.create({ value, buyerId: user.id })
    redirect(`/vouchers/${voucher.id}`)
  } catch (error) {
    unstable_rethrow(error)
    return { error: 'Buying failed.' }
  }
}
