import { refresh } from "next/cache";
import { verifySession } from "../../lib/dal";
import { widgets } from "../../lib/widgets";

export default async function Dashboard() {
  async function reset() {
    "use server";
    const { userId } = await verifySession();
    await widgets.deleteMany({ userId });
    refresh();
  }
  return (
    <form action={reset}>
      <button>Reset widgets</button>
    </form>
  );
}
