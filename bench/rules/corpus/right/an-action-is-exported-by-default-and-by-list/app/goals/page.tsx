import { cacheTag } from "next/cache"
import { goals } from "@/lib/goals"
import { Goals } from "./goals"

async function openGoals() {
  "use cache"
  cacheTag("goals")
  return goals.find({ reachedAt: null })
}

export default async function Page() {
  return <Goals open={await openGoals()} />
}
