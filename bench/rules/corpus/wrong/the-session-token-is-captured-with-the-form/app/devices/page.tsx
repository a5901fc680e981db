import { cookies } from "next/headers";
import { refresh } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { sessions } from "@/lib/sessions";

export default async function Devices() {
  const sessionToken = (await cookies()).get("session")?.value;
  const others = await sessions.count({ except: sessionToken });

  async function signOutOthers() {
    "use server";
    const user = await requireUser();
    await sessions.deleteMany({ userId: user.id, except: sessionToken });
    refresh();
  }

  return (
    <form action={signOutOthers}>
      <p>{others} other devices</p>
      <button>Sign them out</button>
    </form>
  );
}
