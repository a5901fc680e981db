import { priceOf } from '../lib/pool'
import { PriceInput } from './price-input'

export async function PriceTag({ sku }: { sku: string }) {
  return <PriceInput sku={sku} price={await priceOf(sku)} />
}
