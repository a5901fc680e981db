'use server'

import { randomInt } from 'node:crypto'
import { currentUser } from '@clerk/nextjs/server'
import { sql } from '@/lib/sql'

export async function scratch(previous) {
  const user = await currentUser()
  if (!user) return previous
  const prize = randomInt(100) === 0 ? 'a bicycle' : 'nothing'
  await sql`insert into draws ${sql({ user_id: user.id, prize })}`
  return prize
}
