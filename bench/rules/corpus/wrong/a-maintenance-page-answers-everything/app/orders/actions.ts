'use server'

import { revalidatePath } from 'next/cache'
import { requireCustomer } from '@/lib/customers'
import { knex } from '@/lib/knex'

export async function cancelOrder(formData: FormData) {
  const customer = await requireCustomer()
  const number = Number(formData.get('number'))
  await knex('orders').where({ number, customer_id: customer.id }).update({ state: 'cancelled' })
  revalidatePath('/orders')
}
