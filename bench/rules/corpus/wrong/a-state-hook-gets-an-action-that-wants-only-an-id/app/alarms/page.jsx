import { Alarm } from './alarm'

export default function Alarms() {
  return <Alarm id="a1" />
}
