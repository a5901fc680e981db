import { auth } from "@/auth";

export default auth((request) => {
  if (!request.auth && request.nextUrl.pathname !== "/signin") {
    return Response.redirect(new URL("/signin", request.nextUrl.origin));
  }
});

export const config = { matcher: ["/((?!api|_next|favicon.ico).*)"] };
