"use server"

import { updateTag } from "next/cache"
import { safeParse, object, string, minLength, pipe } from "valibot"
import { withUser } from "@/lib/with-user"
import { goals } from "@/lib/goals"

const Goal = object({ text: pipe(string(), minLength(3)) })

interface State {
  issues: string[]
}

const saveGoal = withUser(async (user, _state: State, formData: FormData): Promise<State> => {
  const goal = safeParse(Goal, Object.fromEntries(formData))
  if (!goal.success) return { issues: goal.issues.map((issue) => issue.message) }
  await goals.create({ ...goal.output, userId: user.id })
  updateTag("goals")
  return { issues: [] }
})

export default saveGoal
