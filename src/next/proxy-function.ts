import type { NextRequest } from "../context/next-request.ts";

/** What `proxy.ts` exports as `proxy` or as its default: answers, or lets the request through by returning nothing. */
export type NextProxy = (
  request: NextRequest,
) => Response | undefined | void | Promise<Response | undefined | void>;

/** The older name of `NextProxy`. */
export type NextMiddleware = NextProxy;
