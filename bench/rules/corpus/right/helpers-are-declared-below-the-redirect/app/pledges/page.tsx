import { getSession } from "@/lib/session";
import { prisma } from "@/lib/prisma";
import { pledge, withdraw } from "./actions";

export default async function Pledges() {
  const session = await getSession();
  const mine = session ? await prisma.pledge.findMany({ where: { userId: session.userId } }) : [];
  return (
    <>
      <form action={pledge}>
        <input name="amount" type="number" />
        <button>Pledge</button>
      </form>
      {mine.map((p) => (
        <form key={p.id} action={withdraw.bind(null, p.id)}>
          <button>Withdraw {p.amount}</button>
        </form>
      ))}
    </>
  );
}
