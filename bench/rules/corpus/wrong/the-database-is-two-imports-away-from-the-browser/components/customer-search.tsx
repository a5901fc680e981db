'use client'

import { useState } from 'react'
import { searchCustomers } from './customer-queries'

export function CustomerSearch() {
  const [found, setFound] = useState<string[]>([])
  return (
    <>
      <input onChange={async (event) => setFound(await searchCustomers(event.target.value))} />
      {found.join(', ')}
    </>
  )
}
