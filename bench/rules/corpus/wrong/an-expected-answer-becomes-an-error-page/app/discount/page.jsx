import { applyDiscount } from './actions'

export default function Discount() {
  return (
    <form action={applyDiscount}>
      <input name="code" />
      <button>Apply</button>
    </form>
  )
}
