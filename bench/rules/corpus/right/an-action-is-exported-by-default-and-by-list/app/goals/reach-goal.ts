"use server"

import { updateTag } from "next/cache"
import { requireUser } from "@/lib/require-user"
import { goals } from "@/lib/goals"

const reach = async (goalId: string) => {
  const user = await requireUser()
  const goal = await goals.findOne({ id: goalId, userId: user.id })
  if (goal === null) throw new Error(`goal ${goalId} is missing`)
  await goals.update({ id: goal.id, userId: user.id }, { reachedAt: new Date() })
  updateTag("goals")
}

export { reach as reachGoal }
