import { Stars } from './stars'

export default function Ratings() {
  return <Stars filmId={7} />
}
