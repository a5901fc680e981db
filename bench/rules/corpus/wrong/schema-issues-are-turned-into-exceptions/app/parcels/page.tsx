import { sendParcel } from './actions'
import { Label } from './label'

export default function Parcels() {
  return (
    <form action={sendParcel}>
      <input name="weight" />
      <input name="to" />
      <button>Send</button>
      <Label id="p-1" />
    </form>
  )
}
