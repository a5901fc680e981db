import { db } from "@/db";
import { Tasks } from "./tasks";

export default async function TasksPage() {
  return <Tasks tasks={await db.query.tasks.findMany()} />;
}
