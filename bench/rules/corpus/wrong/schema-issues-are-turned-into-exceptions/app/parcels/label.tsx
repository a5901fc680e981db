'use client'

import { useState } from 'react'
import { renameParcel } from './actions'

export function Label({ id }: { id: string }) {
  const [problem, setProblem] = useState('')
  const rename = async (value: string) => {
    try {
      await renameParcel(id, value)
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  return (
    <>
      <input onBlur={(e) => rename(e.target.value)} />
      {problem}
    </>
  )
}
