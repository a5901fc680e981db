import { NextResponse, type NextRequest } from "next/server";

export async function proxy(request: NextRequest) {
  const session = request.cookies.get("session")?.value;
  if (session === undefined) return NextResponse.redirect(new URL("/sign-in", request.url));
}

export const config = {
  matcher: ["/archive/:path*", "/((?!_next|sign-in|guestbook|archive).*)/export"],
};
