"use client"

import { useActionState, useTransition } from "react"
import save from "./save-goal"
import { reachGoal } from "./reach-goal"

export function Goals({ open }: { open: { id: string; text: string }[] }) {
  const [{ issues }, action] = useActionState(save, { issues: [] })
  const [busy, startTransition] = useTransition()
  return (
    <form action={action}>
      <input name="text" />
      {issues.join(" ")}
      {open.map((goal) => (
        <button
          key={goal.id}
          type="button"
          disabled={busy}
          onClick={() => startTransition(async () => await reachGoal(goal.id))}
        >
          {goal.text}
        </button>
      ))}
    </form>
  )
}
