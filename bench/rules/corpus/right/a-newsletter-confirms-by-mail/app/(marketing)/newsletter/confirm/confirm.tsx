'use client'

import { useActionState } from 'react'
import { confirmEmail } from '../actions'

export function Confirm({ token }: { token: string }) {
  const [done, confirm] = useActionState(() => confirmEmail(token), false)
  return (
    <form action={confirm}>
      <button disabled={done}>{done ? 'Welcome' : 'Confirm'}</button>
    </form>
  )
}
