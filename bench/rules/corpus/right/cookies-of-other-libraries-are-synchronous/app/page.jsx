import { Banner } from './banner'

export default function Home() {
  return <Banner />
}
