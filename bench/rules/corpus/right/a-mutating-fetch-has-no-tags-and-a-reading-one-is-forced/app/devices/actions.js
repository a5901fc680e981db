'use server'

import { revalidateTag } from 'next/cache'
import { authed } from '../../lib/authed'

const api = process.env.DEVICES_API

export const rename = authed(async (user, id, name) => {
  if (typeof name !== 'string' || !/^[\w -]{1,30}$/.test(name)) return { error: 'letters, digits, blanks' }
  const answer = await fetch(`${api}/users/${user.id}/devices/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    cache: 'no-store',
    body: JSON.stringify({ name }),
  })
  if (answer.status === 404) return { error: 'no such device' }
  if (!answer.ok) throw new Error(`devices api: ${answer.status}`)
  revalidateTag('devices', 'seconds')
  return { error: null }
})
