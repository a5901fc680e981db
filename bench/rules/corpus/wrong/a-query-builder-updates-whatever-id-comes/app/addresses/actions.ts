"use server";

import { revalidatePath } from "next/cache";
import { object, parse, pipe, string, minLength, regex } from "valibot";
import { withSession } from "../../lib/with-session";
import { qb } from "../../lib/kysely";

const Address = object({
  street: pipe(string(), minLength(3)),
  zip: pipe(string(), regex(/^\d{4,5}$/)),
});

export const changeAddress = withSession(async (session, addressId: number, formData: FormData) => {
  const { street, zip } = parse(Address, Object.fromEntries(formData));
  await qb.updateTable("addresses").set({ street, zip }).where("id", "=", addressId).execute();
  console.info("address changed by", session.userId);
  revalidatePath("/addresses");
});

export const dropAddress = withSession(async (session, addressId: number) => {
  if (session.userId === 0) throw new Error("Unauthorized");
  await qb.deleteFrom("addresses").where("id", "=", addressId).execute();
  revalidatePath("/addresses");
});
