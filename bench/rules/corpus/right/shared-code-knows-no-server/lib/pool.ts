import { Pool } from 'pg'
import { fromCents } from './money'

export const pool = new Pool()
export const priceOf = async (sku: string) =>
  fromCents((await pool.query('SELECT cents FROM prices WHERE sku = $1', [sku])).rows[0].cents)
