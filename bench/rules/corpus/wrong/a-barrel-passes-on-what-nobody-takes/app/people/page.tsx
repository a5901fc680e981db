import { cacheTag } from 'next/cache'
import { db } from '@/lib/db'
import { follow } from '../actions'

async function people() {
  'use cache'
  cacheTag('people')
  return db.person.findMany()
}

export default async function People() {
  return (await people()).map((person) => (
    <form key={person.id} action={follow.bind(null, person.id)}>
      <button>Follow {person.name}</button>
    </form>
  ))
}
