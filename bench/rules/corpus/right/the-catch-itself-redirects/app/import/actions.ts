"use server";

import { redirect } from "next/navigation";
import { revalidatePath } from "next/cache";
import { requireRole } from "@/lib/roles";
import { importRows, ImportError } from "@/lib/import-rows";

export async function importContacts(formData: FormData) {
  const { organisationId } = await requireRole("manager");
  const file = formData.get("file");
  if (!(file instanceof File) || file.size > 200_000 || file.type !== "text/csv") {
    return redirect("/import?problem=file");
  }
  try {
    await importRows(organisationId, await file.text());
  } catch (error) {
    if (error instanceof ImportError) redirect(`/import?problem=line-${error.line}`);
    throw error;
  }
  revalidatePath("/import");
  return redirect("/import?done");
}
