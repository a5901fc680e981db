import { Counter } from "./counter";
import { cartOf } from "@/lib/cart";
import { requireUser } from "@/lib/require-user";

export default async function Cart() {
  const user = await requireUser();
  const cart = await cartOf(user.id);
  const format = (cents: number) => (cents / 100).toFixed(2);

  function handleEmpty() {
    console.log("empty");
  }

  return (
    <section>
      {cart.lines.map((line) => (
        <Counter
          key={line.id}
          count={line.count}
          onChange={(count) => console.log(line.id, count)}
          format={format}
        />
      ))}
      <button onClick={handleEmpty}>Empty</button>
    </section>
  );
}
