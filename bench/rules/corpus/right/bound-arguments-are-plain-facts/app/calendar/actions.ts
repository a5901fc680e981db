'use server'

import { updateTag } from 'next/cache'
import { forbidden } from 'next/navigation'
import { getCurrentUser } from '@/lib/session'
import { days } from '@/lib/days'

const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text)

export async function bookDay(day: string, seen: number) {
  const user = await getCurrentUser()
  if (!user) throw new Error('Not authenticated')
  if (!isDay(day)) return
  if ((await days.guests(day)).length !== seen) return
  await days.insertGuest({ day, userId: user.id })
  updateTag('guests')
}

export async function removeGuest(day: string, guestId: string) {
  const user = await getCurrentUser()
  if (!user?.permissions.includes('guests:remove')) forbidden()
  await days.deleteGuest({ day, guestId })
  updateTag('guests')
}
