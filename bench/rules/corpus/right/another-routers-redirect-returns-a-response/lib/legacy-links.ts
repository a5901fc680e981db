import { redirect } from "react-router";
import { revalidatePath } from "next/cache";

export function legacy(path: string) {
  const response = redirect(path);
  response.headers.set("x-legacy", "1");
  return response;
}

export function notFound(what: string): { missing: string } {
  return { missing: what };
}

export async function moved(path: string) {
  try {
    redirect(path);
    revalidatePath("/links");
    return notFound(path);
  } catch {
    return notFound("nothing");
  }
}
