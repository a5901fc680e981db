import type { ServerRequest } from "../server-request.ts";

/** Passes every request through: the app's `proxy.ts` is not run yet. Its place is here, after the URL has one spelling and before anything looks at it. */
export function runProxy(request: ServerRequest): ServerRequest {
  return request;
}
