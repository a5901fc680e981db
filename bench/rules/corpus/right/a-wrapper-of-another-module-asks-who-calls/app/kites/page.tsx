import { db } from "@/lib/db";
import { addKite } from "./actions";

export default async function Kites() {
  const kites = await db.kite.findMany({ take: 50 });
  return (
    <form action={addKite}>
      <ul>
        {kites.map((kite) => (
          <li key={kite.id}>{kite.name}</li>
        ))}
      </ul>
      <input name="name" />
      <input name="line" type="number" />
      <button>Add</button>
    </form>
  );
}
