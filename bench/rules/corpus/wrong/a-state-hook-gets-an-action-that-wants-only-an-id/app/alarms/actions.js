'use server'

import { getUser } from '@/lib/session'
import { alarms } from '@/lib/alarms'

export async function silence(formData) {
  const user = await getUser()
  if (!user) return false
  await alarms.update({ id: formData.get('id'), userId: user.id }, { silent: true })
  return true
}

export async function snooze(id, previous) {
  const user = await getUser()
  if (!user) return previous
  const until = new Date(Date.now() + 600_000)
  await alarms.update({ id, userId: user.id }, { until })
  return until.toISOString()
}
