'use client'

import { useState } from 'react'
import { annotateInvoice } from './actions'

export function Note({ id }: { id: string }) {
  const [note, setNote] = useState('')
  return (
    <input
      value={note}
      onChange={(event) => setNote(event.target.value)}
      onBlur={() => annotateInvoice({ id, note })}
    />
  )
}
