"use client"

import * as ReactDOM from "react-dom"
import { sendRating } from "./actions"

export function RatingForm() {
  const [state, rate] = ReactDOM.useFormState(sendRating, { stars: 0 })
  return (
    <form action={rate}>
      <input name="stars" type="range" min="1" max="5" defaultValue={state.stars} />
      <button>Rate</button>
    </form>
  )
}
