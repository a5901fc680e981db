"use server";

import { updateTag } from "next/cache";
import { forbidden } from "next/navigation";
import { z } from "zod";
import { getServerSession } from "next-auth";
import { pages } from "@/lib/wiki-pages";

const draft = z.object({ slug: z.string().regex(/^[a-z0-9-]+$/), text: z.string().max(20_000) });

export async function savePage(input: z.infer<typeof draft>) {
  const { slug, text } = draft.parse(input);
  if (slug.startsWith("protected-")) {
    const session = await getServerSession();
    if (session?.user?.role !== "maintainer") forbidden();
  }
  await pages.upsert({ slug, text });
  updateTag("wiki");
}
