'use server'

import { type } from 'arktype'
import { requireUser } from '@/lib/require-user'
import { orders } from '@/lib/orders'

const Order = type({ sku: 'string > 3', count: '1 <= number.integer <= 100' })

export async function placeOrder(fields: { sku: string; count: number }) {
  const user = await requireUser()
  const order = Order(fields)
  if (order instanceof type.errors) return { error: order.summary }
  await orders.insert({ ...order, userId: user.id })
  return { error: null }
}
