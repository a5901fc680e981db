import { Panel } from './panel'

export default function Settings() {
  return <Panel />
}
