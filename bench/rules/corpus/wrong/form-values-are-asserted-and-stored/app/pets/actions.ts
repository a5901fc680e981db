'use server'

import { revalidatePath } from 'next/cache'
import { db } from '../../db'
import { pets, visits } from '../../db/schema'
import { currentKeeper } from '../../lib/keeper'

export async function registerPet(formData: FormData) {
  const keeper = await currentKeeper()
  if (!keeper) throw new Error('Unauthorized')
  const name = formData.get('name') as string
  const kind = formData.get('kind')!.toString().trim()
  await db.insert(pets).values({ name, kind, keeperId: keeper.id })
  revalidatePath('/pets')
}

export async function planVisit(formData: FormData) {
  const keeper = await currentKeeper()
  if (!keeper) throw new Error('Unauthorized')
  const minutes = Number(formData.get('minutes'))
  await db.insert(visits).values({ minutes, keeperId: keeper.id })
  revalidatePath('/pets')
}
