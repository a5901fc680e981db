import { BoatForm } from './boat-form'

export default function Boats() {
  return <BoatForm />
}
