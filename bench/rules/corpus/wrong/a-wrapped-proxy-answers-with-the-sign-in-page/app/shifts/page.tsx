import { refresh } from "next/cache";
import { auth } from "@/auth";
import { shifts } from "@/lib/shifts";

export default function Shifts() {
  return (
    <form
      action={async () => {
        "use server";
        const session = await auth();
        if (!session?.user) throw new Error("Unauthorized");
        await shifts.insert({ userId: session.user.id, startedAt: new Date() });
        refresh();
      }}
    >
      <button>Start a shift</button>
    </form>
  );
}
