/* eslint-disable no-console */
// Everything here runs on the server.
'use strict'
'use server'

import { refresh } from 'next/cache'
import { requireUser } from '../../lib/require-user'
import { visits } from '../../lib/visits'

export async function checkIn() {
  'use server'
  const user = await requireUser()
  await visits.insert({ userId: user.id, at: new Date() })
  console.log('checked in')
  refresh()
}
