'use client'

import { useActionState } from 'react'
import * as actions from './actions'

export const TagForm = () => {
  const [added, add] = useActionState(actions.addTag, {})
  const [dropped, drop] = useActionState(actions.dropTag, {})
  return (
    <form action={add}>
      <input name="name" />
      <button>Add</button>
      <button formAction={drop}>Drop</button>
      <output>{added.problem ?? dropped.problem}</output>
    </form>
  )
}
