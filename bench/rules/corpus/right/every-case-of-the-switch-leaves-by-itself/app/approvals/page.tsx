import { cacheTag } from 'next/cache'
import { query } from '@/lib/pg'
import { decide } from './actions'

async function open() {
  'use cache'
  cacheTag('requests')
  return query('SELECT id, title FROM requests')
}

export default async function Approvals() {
  const { rows } = await open()
  return rows.map((row) => (
    <form key={row.id} action={decide.bind(null, row.id)}>
      {row.title}
      <button name="decision" value="approve">Yes</button>
      <button name="decision" value="reject">No</button>
      <button name="decision" value="later">Later</button>
    </form>
  ))
}
