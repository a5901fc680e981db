import { buyTicket } from './actions'

export default function Raffle() {
  return (
    <form action={buyTicket}>
      <button>Buy a ticket</button>
    </form>
  )
}
