import { timingSafeEqual } from "node:crypto";
import { revalidateTag as expire } from "next/cache";

function isFromCms(request: Request) {
  const given = Buffer.from(request.headers.get("x-cms-secret") ?? "");
  const known = Buffer.from(process.env.CMS_SECRET ?? "");
  return known.length > 0 && given.length === known.length && timingSafeEqual(given, known);
}

export async function POST(request: Request) {
  if (!isFromCms(request)) return new Response(null, { status: 401 });
  const { type } = await request.json();
  if (type === "menu.changed") expire("menu");
  return Response.json({ ok: true });
}
