import { notFound } from "next/navigation";
import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { prisma } from "@/lib/prisma";

export default async function PaperPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const paper = await prisma.paper.findUnique({ where: { id }, include: { pages: true, reviews: true } });
  if (!paper) notFound();

  async function accept() {
    "use server";
    const session = await auth();
    if (session?.user?.role !== "chair") throw new Error("Forbidden");
    await prisma.paper.update({ where: { id: paper.id }, data: { state: "accepted" } });
    console.info("accepted", paper.title, "with", paper.reviews.length, "reviews");
    revalidatePath("/papers/[id]", "page");
  }

  return (
    <form action={accept}>
      <h1>{paper.title}</h1>
      <p>{paper.pages.length} pages, {paper.reviews.length} reviews</p>
      <button>Accept</button>
    </form>
  );
}
