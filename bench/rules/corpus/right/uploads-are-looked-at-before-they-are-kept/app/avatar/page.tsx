import { mkdir, writeFile } from "node:fs/promises";
import sharp from "sharp";
import { revalidatePath } from "next/cache";
import { auth } from "@/auth";
import { db } from "@/lib/db";
import { users } from "@/lib/schema";
import { eq } from "drizzle-orm";

const kinds = new Set(["image/png", "image/jpeg"]);

export default async function AvatarPage() {
  const session = await auth();
  const user = await db.query.users.findFirst({ where: eq(users.id, session?.user?.id ?? ""), with: { uploads: true } });
  const folder = `public/avatars/${user?.id}`;

  async function upload(formData: FormData) {
    "use server";
    const session = await auth();
    if (!session?.user?.id) throw new Error("Unauthorized");
    const file = formData.get("file");
    if (!(file instanceof File) || !kinds.has(file.type) || file.size > 2_000_000) return;
    const small = await sharp(Buffer.from(await file.arrayBuffer())).resize(256).png().toBuffer();
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/256.png`, small);
    await db.update(users).set({ avatarAt: new Date(), avatarBytes: small.length }).where(eq(users.id, session.user.id));
    revalidatePath("/avatar");
  }

  return (
    <form action={upload}>
      <p>{user?.uploads.length} uploads so far</p>
      <input type="file" name="file" />
      <button>Upload</button>
    </form>
  );
}
