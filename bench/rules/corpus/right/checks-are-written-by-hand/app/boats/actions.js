'use server'

import { revalidatePath } from 'next/cache'
import { db } from '@/lib/db'
import { getSession } from '@/lib/session'

const lengths = { min: 2, max: 40 }

function readBoat(formData) {
  const name = formData.get('name')
  const metres = Number.parseFloat(formData.get('metres'))
  const problems = {}
  if (typeof name !== 'string' || name.trim().length === 0) problems.name = 'A boat has a name.'
  if (!(metres >= lengths.min && metres <= lengths.max)) problems.metres = 'Between 2 and 40 metres.'
  return { boat: { name, metres }, problems }
}

export async function saveBoat(previous, formData) {
  const session = await getSession()
  if (!session) return { problems: { form: 'Sign in to keep boats.' } }
  const { boat, problems } = readBoat(formData)
  if (Object.keys(problems).length > 0) return { problems, typed: boat }

  const id = formData.get('id')
  if (id) {
    await db.boat.update({ where: { id, ownerId: session.userId }, data: boat })
  } else {
    await db.boat.create({ data: { ...boat, ownerId: session.userId } })
  }
  revalidatePath('/boats')
  return { problems: {} }
}
