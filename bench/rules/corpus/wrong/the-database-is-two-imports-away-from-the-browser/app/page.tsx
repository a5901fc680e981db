import { CustomerSearch } from '../components/customer-search'

export default function Home() {
  return <CustomerSearch />
}
