import { cacheTag } from 'next/cache'
import { PriceTag } from '../../components/price-tag'

export default async function Prices() {
  'use cache'
  cacheTag('prices')
  return <PriceTag sku="A-1" />
}
