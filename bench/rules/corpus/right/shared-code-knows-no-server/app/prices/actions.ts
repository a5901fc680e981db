'use server'

import { updateTag } from 'next/cache'
import { assertAdmin } from '@/lib/guards'
import { pool } from '../../lib/pool'

export async function setPrice(sku: string, cents: number) {
  await assertAdmin()
  if (!Number.isSafeInteger(cents) || cents < 0) return 'That is no price.'
  await pool.query('UPDATE prices SET cents = $1 WHERE sku = $2', [cents, sku])
  updateTag('prices')
  return null
}
