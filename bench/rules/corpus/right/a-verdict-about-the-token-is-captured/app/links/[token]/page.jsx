import { notFound } from "next/navigation";
import { revalidatePath } from "next/cache";
import { links } from "@/lib/links";
import { requireUser } from "@/lib/require-user";

export default async function SharedLink({ params }) {
  const { token } = await params;
  const link = await links.findOne({ token });
  if (!link) notFound();
  const isSecret = link.kind === "secret";
  const hasPassword = link.passwordHash !== null;

  async function keep() {
    "use server";
    const user = await requireUser();
    if (isSecret || hasPassword) return;
    await links.insert({ copyOf: link.id, userId: user.id });
    revalidatePath("/links/[token]", "page");
  }

  return (
    <form action={keep}>
      <button disabled={isSecret}>Keep a copy</button>
    </form>
  );
}
