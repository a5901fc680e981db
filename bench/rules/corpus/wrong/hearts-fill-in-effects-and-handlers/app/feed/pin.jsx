'use client'

import { useOptimistic } from 'react'
import { pin } from './actions'

export default function Pin({ post }) {
  const [pinned, setPinned] = useOptimistic(post.pinned)

  return (
    <input
      type="checkbox"
      checked={pinned}
      onChange={(e) => {
        setPinned(e.target.checked)
        void pin(post.id)
      }}
    />
  )
}
