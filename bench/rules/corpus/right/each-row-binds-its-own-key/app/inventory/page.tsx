import { revalidatePath } from "next/cache";
import { kysely } from "@/lib/kysely";
import { requireClerk } from "@/lib/clerks";

async function countAgain(itemId: number, expected: number, formData: FormData) {
  "use server";
  const clerk = await requireClerk();
  const counted = Number(formData.get("counted"));
  if (!Number.isInteger(counted) || counted < 0) return;
  await kysely
    .updateTable("items")
    .set({ counted, counted_by: clerk.id, differs: counted !== expected })
    .where("id", "=", itemId)
    .where("shop_id", "=", clerk.shopId)
    .execute();
  revalidatePath("/inventory");
}

export default async function Inventory() {
  const items = await kysely.selectFrom("items").selectAll().execute();
  return items.map((item) => (
    <form key={item.id} action={countAgain.bind(null, item.id, item.expected)}>
      {item.name}
      <input name="counted" defaultValue={item.counted ?? ""} />
    </form>
  ));
}
