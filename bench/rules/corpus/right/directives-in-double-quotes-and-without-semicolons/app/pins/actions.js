"use server"
import { refresh } from "next/cache"
import { requireUser } from "@/lib/require-user"
import { pins } from "@/lib/pins"

const helper = (text) => text.trim().slice(0, 50)

export async function pin(formData) {
  const user = await requireUser()
  const raw = formData.get("text")
  if (typeof raw !== "string") return
  await pins.insert({ text: helper(raw), userId: user.id })
  refresh()
}

export const unpin = async (id) => {
  const user = await requireUser()
  await pins.delete({ id, userId: user.id })
  refresh()
}
