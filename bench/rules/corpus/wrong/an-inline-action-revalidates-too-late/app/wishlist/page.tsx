import { redirect } from "next/navigation";
import { revalidatePath, refresh } from "next/cache";
import { auth } from "../../auth";
import { sql } from "../../lib/postgres";

export default async function Wishlist() {
  const wishes = await sql`select id, text from wishes where granted_at is null`;

  async function grant(formData: FormData) {
    "use server";
    const session = await auth();
    if (!session?.user) redirect("/login");
    const id = Number(formData.get("id"));
    await sql`update wishes set granted_at = now() where id = ${id} and user_id = ${session.user.id}`;
    if (id % 2 === 0) redirect("/wishlist/even");
    else redirect("/wishlist/odd");
    revalidatePath("/wishlist");
  }

  async function clearAll() {
    "use server";
    const session = await auth();
    if (!session?.user) redirect("/login");
    await sql`delete from wishes where user_id = ${session.user.id}`;
    redirect("/");
    refresh();
  }

  return (
    <>
      {wishes.map((wish) => (
        <form key={wish.id} action={grant}>
          <input type="hidden" name="id" value={wish.id} />
          <button>{wish.text}</button>
        </form>
      ))}
      <form action={clearAll}>
        <button>Clear</button>
      </form>
    </>
  );
}
