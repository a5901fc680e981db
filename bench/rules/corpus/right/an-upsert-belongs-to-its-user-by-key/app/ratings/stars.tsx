'use client'

import { useActionState, useTransition } from 'react'
import { rate, unrate } from './actions'

export function Stars({ filmId }: { filmId: number }) {
  const [{ saved }, action] = useActionState(rate, { saved: false })
  const [, startTransition] = useTransition()
  return (
    <form action={action}>
      <input type="hidden" name="filmId" value={filmId} />
      {[1, 2, 3, 4, 5].map((n) => (
        <button key={n} name="stars" value={n}>★</button>
      ))}
      {saved && (
        <button type="button" onClick={() => startTransition(() => unrate(filmId))}>
          Undo
        </button>
      )}
    </form>
  )
}
