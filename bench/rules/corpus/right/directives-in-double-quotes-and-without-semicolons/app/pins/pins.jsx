"use client"
import { pin, unpin } from "./actions"

export const Pins = ({ pins }) => (
  <form action={pin}>
    <input name="text" />
    {pins.map((p) => (
      <button key={p.id} type="button" onClick={() => unpin(p.id)}>{p.text}</button>
    ))}
  </form>
)
