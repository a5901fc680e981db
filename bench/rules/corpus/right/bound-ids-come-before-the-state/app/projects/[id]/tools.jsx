"use client"

import { useActionState } from "react"
import { archiveProject, renameProject } from "./actions"

export function Tools({ project }) {
  const rename = renameProject.bind(null, project.id)
  const [state, action, pending] = useActionState(rename, { error: null })
  return (
    <>
      <form action={action}>
        <input name="name" defaultValue={project.name} disabled={pending} />
        {state.error}
      </form>
      <form action={archiveProject.bind(null, project.id)}>
        <button>Archive</button>
      </form>
    </>
  )
}
