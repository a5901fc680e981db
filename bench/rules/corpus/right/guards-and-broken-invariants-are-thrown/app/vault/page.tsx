import { unstable_cache } from 'next/cache'
import { db } from '@/lib/db'
import { deleteSecret, syncBalance } from './actions'

const secrets = unstable_cache(() => db.secret.findMany({ select: { id: true } }), [], { tags: ['secrets'] })

export default async function Vault() {
  return (
    <form action={syncBalance}>
      <button>Sync</button>
      {(await secrets()).map(({ id }) => (
        <button key={id} formAction={deleteSecret.bind(null, id)}>
          Delete {id}
        </button>
      ))}
    </form>
  )
}
