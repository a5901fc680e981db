"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { getSession } from "@/lib/session";
import { prisma } from "@/lib/prisma";

const job = z.object({ title: z.string().min(5), salary: z.coerce.number().min(0) });

export async function postJob(formData: FormData) {
  const session = await getSession();
  if (!session?.companyId) redirect("/login");
  const result = job.safeParse(Object.fromEntries(formData));
  console.log("valid:", result.success);
  await prisma.job.create({
    data: {
      title: String(formData.get("title")).trim() as string,
      salary: Number(formData.get("salary")),
      companyId: session.companyId,
    },
  });
  redirect("/jobs");
}
