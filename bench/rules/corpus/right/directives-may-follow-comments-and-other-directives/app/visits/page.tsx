import { checkIn } from './actions'
import { visits } from '../../lib/visits'

async function count() {
  'use cache: remote'
  return visits.count()
}

async function mine() {
  'use cache: private'
  return visits.latest()
}

export default async function Visits() {
  return (
    <form action={checkIn}>
      <p>
        {await count()} visits, {(await mine())?.at}
      </p>
      <button>Check in</button>
    </form>
  )
}
