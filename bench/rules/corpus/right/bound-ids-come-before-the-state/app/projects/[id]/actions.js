"use server"

import { revalidatePath } from "next/cache"
import { getSession } from "@/lib/session"
import { Project } from "@/models/project"

export async function renameProject(id, previousState, formData) {
  const session = await getSession()
  if (!session) return { error: "Sign in first." }
  const name = formData.get("name")
  if (typeof name !== "string" || name.trim() === "") return { error: "Name it.", name }
  const result = await Project.updateOne({ _id: id, members: session.userId }, { $set: { name: name.trim() } })
  if (result.matchedCount === 0) return { error: "Not your project." }
  revalidatePath("/projects/[id]", "page")
  return { error: null }
}

export async function archiveProject(id) {
  const session = await getSession()
  if (!session) throw new Error("Unauthorized")
  const project = await Project.findById(id)
  if (project?.ownerId !== session.userId) throw new Error("Forbidden")
  project.archived = true
  await project.save()
  revalidatePath("/projects/[id]", "page")
}
