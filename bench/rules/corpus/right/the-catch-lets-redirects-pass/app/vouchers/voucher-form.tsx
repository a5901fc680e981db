'use client'

import { useState } from 'react'
import { buyVoucher } from './actions'

export function VoucherForm() {
  const [error, setError] = useState('')
  return (
    <form
      action={async (data) => {
        const result = await buyVoucher(data)
        setError(result?.error ?? '')
      }}
    >
      <input name="value" />
      {error}
    </form>
  )
}
