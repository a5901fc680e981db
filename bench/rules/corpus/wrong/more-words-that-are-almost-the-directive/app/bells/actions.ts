'Use Server'

import { refresh } from 'next/cache'
import { requireUser } from '../../lib/require-user'
import { bells } from '../../lib/bells'

export async function ring() {
  const user = await requireUser()
  await bells.insert({ by: user.id })
  refresh()
}
