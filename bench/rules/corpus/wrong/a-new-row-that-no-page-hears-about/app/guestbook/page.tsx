import { db } from "@/lib/db";
import { signGuestbook } from "./actions";

export default async function Guestbook() {
  const entries = await db.entry.findMany({ orderBy: { createdAt: "desc" } });
  return (
    <>
      <form action={signGuestbook}>
        <textarea name="text" />
        <button>Sign</button>
      </form>
      {entries.map((e) => (
        <p key={e.id}>{e.text}</p>
      ))}
    </>
  );
}
