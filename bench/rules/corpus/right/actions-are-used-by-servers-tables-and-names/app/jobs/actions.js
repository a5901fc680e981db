'use server'

import { revalidatePath } from 'next/cache'
import { getSession } from '@/lib/session'
import { queue } from '@/lib/queue'

async function mine() {
  const session = await getSession()
  if (!session) throw new Error('Unauthorized')
  return session.userId
}

export async function start(id) {
  await queue.start({ id, owner: await mine() })
  revalidatePath('/jobs')
}

export async function stop(id) {
  await queue.stop({ id, owner: await mine() })
  revalidatePath('/jobs')
}

export async function jobState(id) {
  return queue.state({ id, owner: await mine() })
}
