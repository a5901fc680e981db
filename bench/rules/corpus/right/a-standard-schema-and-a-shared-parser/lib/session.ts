import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { jwtVerify } from "jose";

const secret = new TextEncoder().encode(process.env.SESSION_SECRET);

export async function getViewer() {
  const token = (await cookies()).get("session")?.value;
  if (!token) redirect("/login");
  const { payload } = await jwtVerify(token, secret);
  return { id: payload.sub };
}
