import Ticket from './ticket'

export default function Lottery() {
  return <Ticket />
}
