"use server"

import * as yup from "yup"
import { db } from "@/lib/db"
import { getUser } from "@/lib/session"

const feedback = yup.object({ message: yup.string().trim().min(5).max(2000).required() })
const rating = yup.object({ stars: yup.number().integer().min(1).max(5).required() })

export async function sendFeedback(state, formData) {
  const { message } = await feedback.validate({ message: formData.get("message") })
  await db.feedback.create({ data: { message } })
  return { thanks: "Thank you, we read everything." }
}

export async function sendRating(state, formData) {
  const user = await getUser()
  if (!user) return state
  const { stars } = await rating.validate({ stars: formData.get("stars") })
  await db.rating.upsert({ where: { userId: user.id }, create: { userId: user.id, stars }, update: { stars } })
  return { stars }
}
