import { getSession } from '@/lib/session'
import { topUp } from './actions'

export default async function Wallet() {
  const session = await getSession()
  const { userId, accountId } = session
  const topUpTen = topUp.bind(null, userId, 10)
  return (
    <form action={topUpTen}>
      <button>Top up 10</button>
      <button formAction={topUp.bind(null, accountId, 20)}>Top up 20</button>
    </form>
  )
}
