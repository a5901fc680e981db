'use server'

import { revalidatePath } from 'next/cache'
import { getSession } from '@/lib/session'
import { Discount } from '@/models/discount'
import { Cart } from '@/models/cart'

export async function applyDiscount(formData) {
  const session = await getSession()
  if (!session.user) throw new Error('Unauthorized')
  const code = formData.get('code')?.toString().trim().toUpperCase() ?? ''
  if (code.length !== 6) throw Error('A code has six letters')
  const discount = await Discount.findOne({ code })
  if (discount?.usedBy.includes(session.user.id)) {
    throw new Error('You have used this code before')
  }
  await Cart.updateOne({ user: session.user.id }, { discount: code })
  revalidatePath('/discount')
}
