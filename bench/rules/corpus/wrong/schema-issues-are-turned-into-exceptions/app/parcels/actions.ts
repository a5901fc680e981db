'use server'

import { z } from 'zod'
import { refresh } from 'next/cache'
import { requireUser } from '@/lib/require-user'
import { sql } from '@/lib/sql'

const Parcel = z.object({ weight: z.coerce.number().positive().max(30), to: z.string().min(2) })

export async function sendParcel(formData: FormData) {
  const user = await requireUser()
  const parcel = Parcel.safeParse(Object.fromEntries(formData))
  if (!parcel.success) {
    throw new Error(parcel.error.issues.map((issue) => issue.message).join(', '))
  }
  const { weight, to } = parcel.data
  await sql`insert into parcels (weight, destination, sender) values (${weight}, ${to}, ${user.id})`
  refresh()
}

export async function renameParcel(id: string, label: string) {
  const user = await requireUser()
  if (typeof label !== 'string' || label.length > 40) throw new TypeError('Label too long')
  await sql`update parcels set label = ${label} where id = ${id} and sender = ${user.id}`
  refresh()
}
