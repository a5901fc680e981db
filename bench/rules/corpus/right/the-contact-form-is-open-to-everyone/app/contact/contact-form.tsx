'use client'

import { useActionState } from 'react'
import { sendContactMessage, subscribe } from './actions'

export function ContactForm() {
  const [state, action] = useActionState(sendContactMessage, null)
  const [news, join] = useActionState(subscribe, null)
  if (state?.sent) return <p>We answer within two days.</p>
  return (
    <form action={action}>
      <input name="email" />
      <textarea name="text" />
      <button>Send</button>
      <button formAction={join}>{news?.sent ? 'Subscribed' : 'Only subscribe'}</button>
    </form>
  )
}
