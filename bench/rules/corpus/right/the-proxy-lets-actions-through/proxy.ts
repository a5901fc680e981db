import { NextResponse, type NextRequest } from "next/server";

const actionHeaders = ["next-action", "edict-action"];

export function proxy(request: NextRequest) {
  if (request.method !== "GET" || actionHeaders.some((name) => request.headers.has(name))) {
    return NextResponse.next();
  }
  if (!request.cookies.has("sid")) {
    const login = new URL("/login", request.url);
    login.searchParams.set("next", request.nextUrl.pathname);
    return NextResponse.redirect(login);
  }
  return NextResponse.next();
}

export const config = { matcher: ["/account/:path*"] };
