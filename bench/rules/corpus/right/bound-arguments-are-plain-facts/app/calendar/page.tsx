import { cacheTag } from 'next/cache'
import { days } from '@/lib/days'
import { bookDay, removeGuest } from './actions'

async function guestsOf(day: string) {
  'use cache'
  cacheTag('guests')
  return days.guests(day)
}

export default async function Calendar({ searchParams }: { searchParams: Promise<{ day?: string }> }) {
  const { day = '2031-05-01' } = await searchParams
  const guests = await guestsOf(day)
  const book = bookDay.bind(null, day, guests.length)
  return (
    <>
      <form action={book}>
        <button>Book {day}</button>
      </form>
      {guests.map((guest) => {
        const remove = removeGuest.bind(null, day, guest.userId)
        return (
          <form key={guest.userId} action={remove}>
            {guest.name} <button>Remove</button>
          </form>
        )
      })}
    </>
  )
}
