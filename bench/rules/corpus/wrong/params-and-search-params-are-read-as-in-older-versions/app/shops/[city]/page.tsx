import { findShops } from '../../../lib/shops'

interface Props {
  params: { city: string }
  searchParams: { open?: string }
}

export function generateMetadata({ params }: Props) {
  return { title: `Shops in ${params.city}` }
}

export default async function ShopsPage({ params, searchParams }: Props) {
  const { city } = params
  const shops = await findShops(city, { open: searchParams.open === '1' })
  return (
    <ul>
      {shops.map((shop) => (
        <li key={shop.id}>{shop.name}</li>
      ))}
    </ul>
  )
}
