"use server"

import { currentUser } from "@clerk/nextjs/server"
import { em } from "@/lib/orm"
import { Folder } from "@/lib/entities"

export async function archiveFolders() {
  const user = await currentUser()
  if (user === null) return
  const folders = await em.find(Folder, { ownerId: user.id, archivedAt: null })
  await Promise.all(folders.map((folder) => em.nativeUpdate(Folder, { id: folder.id, ownerId: user.id }, { archivedAt: new Date() })))
  await em.insert(Folder, { ownerId: user.id, name: "New folder" })
}
