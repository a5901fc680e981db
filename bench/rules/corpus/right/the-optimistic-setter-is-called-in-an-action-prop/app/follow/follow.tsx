'use client'

import { useActionState, useOptimistic } from 'react'
import { ActionButton } from '../../components/action-button'
import { toggleFollow } from './actions'

export function Follow({ channel, following }: { channel: string; following: boolean }) {
  const [shown, setShown] = useOptimistic(following)
  const [count, dispatch] = useActionState(async (previous: number, next: boolean) => {
    setShown(next)
    await toggleFollow(channel, next)
    return previous + 1
  }, 0)

  return (
    <>
      <ActionButton
        action={async () => {
          setShown(!shown)
          await toggleFollow(channel, !shown)
        }}
      >
        {shown ? 'Following' : 'Follow'}
      </ActionButton>
      <ActionButton action={() => dispatch(false)}>Stop ({count})</ActionButton>
    </>
  )
}
