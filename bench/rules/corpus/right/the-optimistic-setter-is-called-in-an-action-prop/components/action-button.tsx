'use client'

import { useTransition, type ReactNode } from 'react'

export function ActionButton({ action, children }: { action: () => Promise<void> | void; children: ReactNode }) {
  const [pending, startTransition] = useTransition()
  return (
    <button disabled={pending} onClick={() => startTransition(async () => { await action() })}>
      {children}
    </button>
  )
}
