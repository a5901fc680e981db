import { placeOrder } from './actions'

export default function Checkout() {
  return (
    <form action={placeOrder}>
      <input name="street" required />
      <input name="city" required />
      <button>Order</button>
    </form>
  )
}
