import { auth } from "@/auth";
import { guests } from "@/lib/guests";
import { refresh } from "next/cache";

async function wave() {
  "use server";
  const session = await auth();
  if (session === null) throw new Error("Unauthenticated");
  await guests.insert({ id: session.user.id, at: Date.now() });
  refresh();
}

export default function Guestbook() {
  return (
    <form action={wave}>
      <button>Wave</button>
    </form>
  );
}
