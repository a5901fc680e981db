'use server'

import { getSession } from '@/lib/session'
import { sql } from '@/lib/sql'

export async function saveStation(formData: FormData) {
  const name = formData.get('name') as string
  await sql`INSERT INTO stations (name) VALUES (${name})`
}

export async function removeStation(id: string) {
  const session = await getSession()
  if (!session) throw new Error('Unauthorized')
  await sql`DELETE FROM stations WHERE id = ${id}`
}
