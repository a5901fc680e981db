'use client'

import * as React from 'react'
import { like } from './actions'

export function Heart({ post }) {
  const [likes, addLike] = React.useOptimistic(post.likes, (n, by) => n + by)
  const [busy, startTransition] = React.useTransition()

  const handleClick = () => {
    addLike(1)
    startTransition(async () => {
      await like(post.id)
    })
  }

  React.useEffect(() => {
    const onKey = (event) => {
      if (event.key === 'l') {
        addLike(1)
        like(post.id)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [post.id])

  return (
    <button onClick={handleClick} disabled={busy}>
      ♥ {likes}
    </button>
  )
}
