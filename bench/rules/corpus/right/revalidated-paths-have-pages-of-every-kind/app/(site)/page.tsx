import { Republish } from './republish'

export default function Home() {
  return <Republish />
}
