import { cancelOrder } from './actions'

export default function Orders() {
  return (
    <form action={cancelOrder}>
      <input name="number" />
      <button>Cancel</button>
    </form>
  )
}
