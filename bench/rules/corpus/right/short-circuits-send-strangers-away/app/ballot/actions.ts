'use server'

import { redirect, unauthorized } from 'next/navigation'
import { revalidatePath } from 'next/cache'
import { getToken } from '../../lib/token'
import { ballots } from '../../lib/ballots'

export async function cast(choice: string) {
  const token = (await getToken()) ?? unauthorized()
  token.sub || redirect('/login')
  const known = ['a', 'b', 'c'].includes(choice) ? choice : redirect('/ballot?problem=choice')

  await Promise.all([
    ballots.insert({ voter: token.sub, choice: known }),
    ballots.deleteMany({ voter: token.sub, choice: { not: known } }),
  ])
  revalidatePath('/ballot')
  token.locale === 'da' && redirect('/ballot/tak')
  redirect('/ballot/thanks')
}
