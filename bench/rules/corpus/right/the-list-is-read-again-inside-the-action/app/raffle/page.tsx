import { updateTag, cacheTag } from "next/cache";
import { requireHost } from "@/lib/hosts";
import { db } from "@/db";
import { tickets } from "@/db/schema";
import { eq } from "drizzle-orm";

async function allTickets() {
  "use cache";
  cacheTag("tickets");
  return db.select().from(tickets);
}

export default async function Raffle() {
  const rows = await allTickets();
  const count = rows.length;
  const names = rows.map((row) => row.holder);

  async function draw() {
    "use server";
    await requireHost();
    const rows = await db.select().from(tickets);
    const winner = rows[Math.floor(Math.random() * rows.length)];
    if (rows.length !== count || winner === undefined) return;
    await db.update(tickets).set({ won: true }).where(eq(tickets.id, winner.id));
    updateTag("tickets");
  }

  return (
    <form action={draw}>
      <p>{names.join(", ")}</p>
      <button>Draw one of {count}</button>
    </form>
  );
}
