"use client"

import { useFormState as useServerState } from "react-dom"
import { sendFeedback } from "./actions"

export default function FeedbackForm() {
  const [state, send] = useServerState(sendFeedback, {})
  return (
    <form action={send}>
      <textarea name="message" />
      <button>Send</button>
      <p>{state.thanks}</p>
    </form>
  )
}
