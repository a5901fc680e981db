import { db } from '../lib/database'

export async function searchCustomers(text: string) {
  const rows = await db.selectFrom('customers').select('name').where('name', 'like', `${text}%`).execute()
  return rows.map((row) => row.name)
}
