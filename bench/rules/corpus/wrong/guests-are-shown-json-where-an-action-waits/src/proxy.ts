import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import { jwtVerify } from "jose";

const key = new TextEncoder().encode(process.env.JWT_KEY);

export const proxy = async (request: NextRequest) => {
  const { pathname } = request.nextUrl;
  const isPrivate = pathname.startsWith("/notes") || pathname.startsWith("/files");
  if (!isPrivate) return NextResponse.next();

  const token = request.cookies.get("token")?.value;
  if (token === undefined) {
    return NextResponse.json({ ok: false, login: "/login" });
  }
  try {
    await jwtVerify(token, key);
  } catch {
    return Response.redirect(new URL("/login?expired", request.url));
  }
  return NextResponse.next();
};
