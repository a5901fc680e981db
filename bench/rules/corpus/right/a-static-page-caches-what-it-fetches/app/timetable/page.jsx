import { updateTag } from 'next/cache'
import { requireDispatcher } from '../../lib/dispatchers'

export const dynamic = 'force-static'

export default async function Timetable() {
  const lines = await fetch('https://trains.example.test/lines', { next: { tags: ['lines'] } }).then((r) => r.json())
  const stops = await fetch('https://trains.example.test/stops', { next: { revalidate: false, tags: ['stops'] } }).then((r) => r.json())
  const prices = await fetch('https://trains.example.test/prices', { method: 'GET', next: { tags: [] } }).then((r) => r.json())

  return (
    <form
      action={async () => {
        'use server'
        await requireDispatcher()
        updateTag('lines')
        updateTag('stops')
      }}
    >
      {lines.length} lines, {stops.length} stops, {prices.length} prices
      <button>Reload</button>
    </form>
  )
}
