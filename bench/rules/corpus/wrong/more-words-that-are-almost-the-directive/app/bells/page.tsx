import { refresh } from 'next/cache'
import { requireUser } from '../../lib/require-user'
import { bells } from '../../lib/bells'
import { ring } from './actions'

export default function Bells() {
  const hush = async () => {
    'use srever'
    const user = await requireUser()
    await bells.deleteMany({ by: user.id })
    refresh()
  }
  async function test() {
    const at = new Date()
    'use server'
    console.log('tested', at)
  }
  return (
    <form action={ring}>
      <button>Ring</button>
      <button formAction={hush}>Hush</button>
      <button formAction={test}>Test</button>
    </form>
  )
}
