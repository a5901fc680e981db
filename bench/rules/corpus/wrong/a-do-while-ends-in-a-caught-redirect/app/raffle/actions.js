'use server'

import { redirect } from 'next/navigation'
import { getUser } from '@/lib/session'
import { tickets } from '@/lib/tickets'

export const buyTicket = async () => {
  const user = await getUser()
  if (!user) redirect('/login')
  let attempts = 0
  do {
    try {
      const number = Math.floor(Math.random() * 10_000)
      await tickets.insertOne({ _id: number, userId: user.id })
      redirect('/raffle?number=' + number)
    } catch (error) {
      attempts += 1
      console.warn('number taken?', error)
    }
  } while (attempts < 3)
  return { error: 'No luck, try again.' }
}
