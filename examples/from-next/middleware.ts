import { NextResponse, type NextRequest } from "next/server";

export const config = { matcher: ["/shelf/:path*", "/offers/:path*"] };

/** Sends whoever has no session to the login page. Whether the session holds, pages and actions ask themselves. */
export function middleware(request: NextRequest): NextResponse {
  if (request.cookies.has("seeds_session")) return NextResponse.next();
  const login = new URL("/login", request.url);
  login.searchParams.set("next", request.nextUrl.pathname);
  // edict-ignore proxy-answers-actions: a call without a session is taken to the login page too
  return NextResponse.redirect(login);
}
