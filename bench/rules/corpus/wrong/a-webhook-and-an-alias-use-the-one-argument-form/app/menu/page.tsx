import * as cache from "next/cache";
import { auth } from "@/auth";
import { menu } from "@/lib/menu";

const loadMenu = cache.unstable_cache(() => menu.findAll(), ["menu"], { tags: ["menu"] });

async function reorder() {
  "use server";
  const session = await auth();
  if (session?.user.role !== "chef") throw new Error("Forbidden");
  await menu.update({ sortedAt: new Date() });
  cache.revalidateTag("menu");
}

export default async function Menu() {
  const dishes = await loadMenu();
  return (
    <form action={reorder}>
      <p>{dishes.length} dishes</p>
      <button>Sort</button>
    </form>
  );
}
