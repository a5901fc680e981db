import { db } from "@/lib/db";
import { Reminders } from "./reminders";

export default async function Page() {
  return <Reminders reminders={await db.reminder.findMany()} />;
}
