'use client'

import { useState } from 'react'
import { useFormStatus as useStatus } from 'react-dom'
import { useServerState } from '../../lib/react-compat'
import { scratch } from './actions'

// useFormState was here before the upgrade
const Button = () => {
  const status = useStatus()
  return <button disabled={status.pending}>Scratch</button>
}

export default function Ticket() {
  const [formState, setFormState] = useState('closed')
  const [prize, reveal] = useServerState(scratch, 'nothing')
  return (
    <form action={reveal} onSubmit={() => setFormState('open')}>
      {formState === 'open' ? prize : '▒▒▒'}
      <Button />
    </form>
  )
}
