"use server"

import { getIronSession } from "iron-session"
import { cookies } from "next/headers"
import { sessionOptions } from "@/lib/session-options"
import { Preference } from "@/models/preference"

const kinds = ["weekly", "mentions", "billing"]

export async function savePreferences(formData) {
  const session = await getIronSession(await cookies(), sessionOptions)
  if (!session.userId) throw new Error("Unauthorized")
  for (const kind of kinds) {
    const preference = await Preference.findOne({ userId: session.userId, kind })
    preference.enabled = formData.get(kind) === "on"
    await preference.save()
  }
}
