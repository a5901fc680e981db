import { revalidatePath } from "next/cache";
import { requireUser } from "../../lib/require-user";
import { devices } from "../../lib/devices";

async function signOutEverywhere() {
  "use server";
  const user = await requireUser();
  await devices.deleteMany({ userId: user.id });
  revalidatePath("/account");
}

export default function Account() {
  return (
    <form action={signOutEverywhere}>
      <button>Sign out everywhere</button>
    </form>
  );
}
