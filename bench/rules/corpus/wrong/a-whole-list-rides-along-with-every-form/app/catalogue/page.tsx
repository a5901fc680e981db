import { refresh } from "next/cache";
import { auth } from "@/auth";
import { prisma } from "@/lib/prisma";

export default async function Catalogue() {
  const items = await prisma.item.findMany({ include: { images: true } });

  async function reprice(formData: FormData) {
    "use server";
    const session = await auth();
    if (session?.user?.role !== "admin") throw new Error("Forbidden");
    const percent = Number(formData.get("percent"));
    if (!(percent > 0 && percent < 200)) return;
    for (const item of items) {
      await prisma.item.update({ where: { id: item.id }, data: { price: Math.round((item.price * percent) / 100) } });
    }
    refresh();
  }

  return (
    <form action={reprice}>
      <p>{items.length} items</p>
      <input name="percent" defaultValue="100" />
      <button>Reprice</button>
    </form>
  );
}
