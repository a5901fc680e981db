'use server'

import { eq, and, sql } from 'drizzle-orm'
import { permanentRedirect, redirect } from 'next/navigation'
import * as v from 'valibot'
import { db } from '@/db'
import { orders, carts } from '@/db/schema'
import { getCurrentUser } from '@/lib/session'

const Address = v.object({
  street: v.pipe(v.string(), v.nonEmpty()),
  city: v.pipe(v.string(), v.nonEmpty()),
})

export async function placeOrder(formData: FormData) {
  const user = await getCurrentUser()
  if (!user) redirect('/sign-in?next=/checkout')

  const address = v.safeParse(Address, { street: formData.get('street'), city: formData.get('city') })
  if (!address.success) return { ok: false as const, reason: 'address' }

  try {
    await db.transaction(async (tx) => {
      const [order] = await tx.insert(orders).values({ userId: user.id, ...address.output }).returning()
      await tx.delete(carts).where(eq(carts.userId, user.id))
      redirect(`/orders/${order.id}`)
    })
  } catch (e) {
    console.error('order failed', e)
    return { ok: false as const, reason: 'stock' }
  }
}
