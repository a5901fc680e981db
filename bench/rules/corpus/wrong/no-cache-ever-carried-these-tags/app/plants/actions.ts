'use server'

import { revalidateTag, updateTag } from 'next/cache'
import { getUser } from '@/lib/auth'
import { plants } from '@/lib/mongo'

export async function water(plantId: string) {
  const user = await getUser()
  if (!user) throw new Error('Unauthenticated')
  await plants.updateOne({ _id: plantId, ownerId: user.id }, { $set: { wateredAt: new Date() } })
  updateTag('plant-list')
}

export async function removePlant(plantId: string) {
  const user = await getUser()
  if (!user) throw new Error('Unauthenticated')
  await plants.deleteOne({ _id: plantId, ownerId: user.id })
  revalidateTag('plant', 'max')
}
