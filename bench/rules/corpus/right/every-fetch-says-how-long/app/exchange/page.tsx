import { updateTag } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { wallets } from "@/lib/wallets";

async function get<T>(path: string, tags: string[], seconds = 60): Promise<T> {
  const answer = await fetch(new URL(path, process.env.RATES_URL), {
    headers: { accept: "application/json" },
    next: { revalidate: seconds, tags },
  });
  if (!answer.ok) throw new Error(`rates: ${answer.status}`);
  return answer.json();
}

export default async function Exchange() {
  const rates = await get<Record<string, number>>("/rates", ["rates"]);
  const euro = rates.EUR;

  async function convert() {
    "use server";
    const user = await requireUser();
    await wallets.update({ userId: user.id }, { rate: euro });
    updateTag("rates");
  }

  return (
    <form action={convert}>
      <p>1 = {euro}</p>
      <button>Convert</button>
    </form>
  );
}
