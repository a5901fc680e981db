import { unstable_cache } from 'next/cache'
import { matches } from '@/lib/matches'
import { Report } from './report'

const standings = (id: string) =>
  unstable_cache(() => matches.table(id), ['standings', id], { tags: ['leagues', 'tables', `league:${id}`] })()

export default async function League({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const next = await fetch(`https://scores.example.test/next/${id}`, {
    next: { revalidate: 300, tags: [`match:${id}`] },
  }).then((r) => r.json())
  return <Report league={id} match={next.id} table={await standings(id)} />
}
