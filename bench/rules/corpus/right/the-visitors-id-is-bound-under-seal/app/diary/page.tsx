import { refresh, seal } from "edict";
import { auth } from "@/auth";
import { entries } from "@/lib/entries";
import { addEntry } from "./actions";

export default async function Diary() {
  const session = await auth();
  if (!session) return <p>Closed.</p>;
  const bound = addEntry.bind(null, await seal(session.user.id), "today");

  async function clear() {
    "use server";
    const current = await auth();
    if (current?.user.id !== session?.user.id) throw new Error("Forbidden");
    await entries.deleteMany({ userId: current?.user.id });
    refresh();
  }

  return (
    <form action={bound}>
      <textarea name="text" />
      <button>Write</button>
      <button formAction={clear}>Clear</button>
    </form>
  );
}
