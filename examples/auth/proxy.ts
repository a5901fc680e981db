import { NextResponse, type NextRequest, type ProxyConfig } from "next/server";
import { getSession } from "@/lib/session";

export const config: ProxyConfig = { matcher: ["/board", "/keys"] };

/** Sends visitors without a session to the login page. Pages and actions ask again: this is a first door, not the only one. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { name } = await getSession();
  if (name !== undefined) return NextResponse.next();
  const login = new URL("/login", request.url);
  login.searchParams.set("next", request.nextUrl.pathname);
  // edict-ignore proxy-answers-actions: a call without a session is taken to the login page too
  return NextResponse.redirect(login);
}
