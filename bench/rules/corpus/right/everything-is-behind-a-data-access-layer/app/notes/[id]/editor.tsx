'use client'

import { useActionState } from 'react'
import { deleteNote, saveNote } from './actions'

export function Editor({ id, text }: { id: string; text: string }) {
  const [{ savedAt }, save] = useActionState(saveNote.bind(null, id), { savedAt: 0 })
  return (
    <form action={save}>
      <textarea name="text" defaultValue={text} />
      <button>{savedAt > 0 ? 'Saved' : 'Save'}</button>
      <button formAction={() => deleteNote(id)}>Delete</button>
    </form>
  )
}
