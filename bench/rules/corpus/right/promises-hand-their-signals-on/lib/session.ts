import { cookies } from "next/headers";
import { redirect } from "next/navigation";

export async function requireGuide() {
  const token = (await cookies()).get("guide")?.value;
  if (token === undefined) redirect("/");
  return { id: token };
}
