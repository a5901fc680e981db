'use client'

import { useActionState } from 'react'
import { silence, snooze } from './actions'

export function Alarm({ id }) {
  const [silenced, silenceNow] = useActionState(silence, false)
  const [until, snoozeNow] = useActionState(snooze.bind(null, id), null)
  return (
    <form action={silenceNow}>
      <button name="id" value={id} disabled={silenced}>Silence</button>
      <button formAction={snoozeNow}>{until ?? 'Snooze'}</button>
    </form>
  )
}
