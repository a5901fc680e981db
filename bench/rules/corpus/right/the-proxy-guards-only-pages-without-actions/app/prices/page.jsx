import { askForOffer } from './actions'

export default function Prices() {
  return (
    <form action={askForOffer}>
      <input name="email" />
      <button>Ask</button>
    </form>
  )
}
