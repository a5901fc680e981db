'use server'

import { revalidatePath } from 'next/cache'
import { getUser } from '@/lib/auth'
import { Settings } from '@/models/settings'

export async function saveSettings(changes) {
  const user = await getUser()
  if (!user) throw new Error('Unauthorized')
  await Settings.updateOne({ owner: user._id }, { $set: changes })
  revalidatePath('/settings')
}
