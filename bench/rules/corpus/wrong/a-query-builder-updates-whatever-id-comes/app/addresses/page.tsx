import { qb } from "../../lib/kysely";
import { changeAddress, dropAddress } from "./actions";

export default async function Addresses() {
  const rows = await qb.selectFrom("addresses").selectAll().execute();
  return (
    <>
      {rows.map(({ id, street, zip }) => (
        <form key={id} action={changeAddress.bind(null, id)}>
          <input name="street" defaultValue={street} />
          <input name="zip" defaultValue={zip} />
          <button>Save</button>
          <button formAction={dropAddress.bind(null, id)}>Remove</button>
        </form>
      ))}
    </>
  );
}
