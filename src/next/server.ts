export { after, connection } from "../context/index.ts";
export { NextRequest } from "../context/next-request.ts";
export { NextResponse } from "../context/next-response.ts";
export type { NextMiddleware, NextProxy } from "./proxy-function.ts";
