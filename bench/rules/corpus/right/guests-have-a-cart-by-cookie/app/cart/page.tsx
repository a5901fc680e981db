import { cookies } from "next/headers";
import { prisma } from "@/lib/prisma";
import { addToCart, removeLine } from "./actions";

export default async function Cart() {
  const jar = await cookies();
  const lines = await prisma.cartLine.findMany({ where: { cartId: jar.get("cartId")?.value ?? "" } });
  return (
    <>
      <form action={addToCart}>
        <input name="sku" />
        <input name="count" defaultValue={1} />
        <button>Add</button>
      </form>
      {lines.map((line) => (
        <form key={line.id} action={removeLine.bind(null, line.id)}>
          {line.sku} × {line.count} <button>Remove</button>
        </form>
      ))}
    </>
  );
}
