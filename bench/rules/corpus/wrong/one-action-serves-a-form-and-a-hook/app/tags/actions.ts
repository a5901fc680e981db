'use server'

import { refresh } from 'next/cache'
import { getCurrentUser } from '@/lib/user'
import { sql } from '@/lib/sql'

type Result = { problem?: string }

export async function addTag(previous: Result, formData: FormData): Promise<Result> {
  const user = await getCurrentUser()
  if (!user) return { problem: 'signed out' }
  const name = formData.get('name')
  if (typeof name !== 'string' || !/^[a-z-]{2,24}$/.test(name)) return { problem: 'letters and dashes only' }
  await sql`insert into tags (name, owner) values (${name}, ${user.id})`
  refresh()
  return {}
}

export async function dropTag(formData: FormData): Promise<Result> {
  const user = await getCurrentUser()
  if (!user) return { problem: 'signed out' }
  const name = formData.get('name')
  if (typeof name !== 'string') return { problem: 'no name' }
  await sql`delete from tags where name = ${name} and owner = ${user.id}`
  refresh()
  return {}
}
