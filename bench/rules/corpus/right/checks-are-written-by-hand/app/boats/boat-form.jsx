'use client'

import { useActionState } from 'react'
import { saveBoat } from './actions'

export function BoatForm({ boat = {} }) {
  const [{ problems, typed }, action] = useActionState(saveBoat, { problems: {} })
  return (
    <form action={action}>
      <input type="hidden" name="id" defaultValue={boat.id} />
      <input name="name" defaultValue={typed?.name ?? boat.name} /> {problems.name}
      <input name="metres" defaultValue={typed?.metres ?? boat.metres} /> {problems.metres}
      <button>Save</button> {problems.form}
    </form>
  )
}
