'use client'

import { useOptimistic, useRef } from 'react'
import { sendMessage, forget } from './actions'

export function Composer({ messages }) {
  const form = useRef(null)
  const [shown, addShown] = useOptimistic(messages, (all, text) => [...all, { id: 'new', text, sending: true }])

  async function send(formData) {
    addShown(formData.get('text'))
    form.current.reset()
    await sendMessage(formData)
  }

  const forgetAll = async () => {
    await forget()
  }

  return (
    <>
      {shown.map((message) => (
        <p key={message.id}>{message.text}{message.sending && ' …'}</p>
      ))}
      <form action={send} ref={form} onReset={() => console.log('sent')}>
        <input name="text" />
        <button>Send</button>
        <button formAction={forgetAll}>Forget</button>
      </form>
    </>
  )
}
