export { after, connection } from "../context/index.ts";
export { NextRequest } from "../context/next-request.ts";
export { NextResponse } from "../context/next-response.ts";
export { userAgent, userAgentFromString, type UserAgent } from "./user-agent.ts";
export type {
  NextFetchEvent,
  NextMiddleware,
  NextProxy,
  ProxyConfig,
  ProxyConfig as MiddlewareConfig,
} from "./proxy-function.ts";
