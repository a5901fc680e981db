'use client'

import { useState } from 'react'
import { forgetWord, lookUp, ticketFor } from './actions'

export default function LookUp() {
  const [entry, setEntry] = useState()
  return (
    <form action={async (data) => setEntry(await lookUp(data.get('word')))}>
      <input name="word" />
      <button formAction={(data) => forgetWord(data.get('word'))}>Forget</button>
      <button formAction={async (data) => setEntry({ ticket: await ticketFor(data.get('word')) })}>Ticket</button>
      <pre>{JSON.stringify(entry)}</pre>
    </form>
  )
}
