'use client'

import { useState, useActionState } from 'react'
import { toCents } from '../lib/money'
import { setPrice } from '../app/prices/actions'

export function PriceInput({ sku, price }: { sku: string; price: string }) {
  const [text, setText] = useState(price)
  const [error, save] = useActionState(async () => setPrice(sku, toCents(text)), null)
  return (
    <form action={save}>
      <input value={text} onChange={(e) => setText(e.target.value)} />
      {error}
    </form>
  )
}
