import { refresh } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { bids } from "@/lib/bids";

class Lot {
  constructor(readonly id: number, readonly minimum: number) {}
  accepts(cents: number) {
    return cents > this.minimum;
  }
}

export default async function LotPage({ params }: { params: Promise<{ lot: string }> }) {
  const number = Number((await params).lot);
  const lot = new Lot(number, (await bids.highest(number)) ?? 0);
  const kind = Symbol("auction");

  async function bid(formData: FormData) {
    "use server";
    const user = await requireUser();
    const cents = Number(formData.get("cents"));
    if (!Number.isInteger(cents) || !lot.accepts(cents)) return { error: "Too low." };
    await bids.insert({ lot: number, cents, userId: user.id });
    refresh();
    return { error: null };
  }

  async function describe() {
    "use server";
    return kind.toString();
  }

  return (
    <form action={bid as never}>
      <input name="cents" />
      <button>Bid</button>
      <button formAction={describe as never}>What is this?</button>
    </form>
  );
}
