import { revalidatePath } from "next/cache";
import { eq } from "drizzle-orm";
import { db } from "@/db";
import { members } from "@/db/schema";
import { requireRole } from "@/lib/roles";

export default async function Club({ params }: { params: Promise<{ club: string }> }) {
  const { club } = await params;
  const rows = await db.select().from(members).where(eq(members.club, club));

  return (
    <form
      action={async (formData: FormData) => {
        "use server";
        await requireRole("treasurer");
        const member = rows.find((row) => row.id === formData.get("id"));
        if (!member) return;
        await db.update(members).set({ paid: true }).where(eq(members.id, member.id));
        revalidatePath("/clubs/[club]", "page");
      }}
    >
      <input name="id" />
      <button>Paid</button>
    </form>
  );
}
