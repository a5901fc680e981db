"use server"

import { refresh } from "next/cache"
import { auth } from "@/auth"
import { sql } from "@/lib/sql"

export async function submitReview(formData: FormData) {
  await auth()
  const text = formData.get("text")
  if (typeof text !== "string" || text.length < 10) return
  await sql`INSERT INTO reviews (text) VALUES (${text})`
  refresh()
}

export async function submitIdea(formData: FormData) {
  const session = await auth()
  console.log("idea from", session)
  const title = formData.get("title")
  if (typeof title !== "string" || title.length > 100) return
  await sql`INSERT INTO ideas (title) VALUES (${title})`
  refresh()
}
