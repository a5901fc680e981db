import { Tracker } from './tracker'

export default function Manuals() {
  return <Tracker slug="start" />
}
