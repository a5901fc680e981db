export { after, connection } from "../context/index.ts";
export { NextRequest } from "../context/next-request.ts";
export { NextResponse } from "../context/next-response.ts";
export type { NextFetchEvent, NextMiddleware, NextProxy, ProxyConfig } from "./proxy-function.ts";
