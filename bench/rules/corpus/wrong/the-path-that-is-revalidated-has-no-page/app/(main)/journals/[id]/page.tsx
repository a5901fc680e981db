import { db } from "@/db";

export default async function Journal({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const journal = await db.journal.findUnique({ where: { id } });
  return <p>{journal?.text}</p>;
}
