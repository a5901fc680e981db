import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { revalidateTag, cacheTag } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { dishes } from "@/lib/dishes";

async function menu() {
  "use cache";
  cacheTag("menu");
  return dishes.findAll();
}

async function like(formData: FormData) {
  "use server";
  const user = await requireUser();
  const dish = formData.get("dish");
  if (typeof dish !== "string") return;
  await dishes.likes.insert({ dish, userId: user.id });
  revalidateTag("menu");
  redirect("/menu");
  cookies();
}

export default async function Menu(props: { searchParams: Promise<{ day?: string }> }) {
  const language = headers().get("accept-language");
  const day = props.searchParams.day;
  const list = await menu();
  return (
    <form action={like} lang={language ?? "en"}>
      {list.map((dish) => (
        <button key={dish.id} name="dish" value={dish.id}>
          {dish.name} {day}
        </button>
      ))}
    </form>
  );
}
