'use client'

import { useAction } from 'next-safe-action/hooks'
import { addBookmark, removeBookmark } from './actions'

export function List({ ids }: { ids: string[] }) {
  const { execute, isPending } = useAction(removeBookmark)
  const add = useAction(addBookmark)
  return (
    <>
      <button onClick={() => add.execute({ url: location.href, title: document.title })}>Keep this page</button>
      {ids.map((id) => (
        <button key={id} disabled={isPending} onClick={() => execute({ id })}>
          Remove
        </button>
      ))}
    </>
  )
}
