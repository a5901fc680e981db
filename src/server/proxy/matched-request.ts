import { readCookieHeader } from "../../context/index.ts";
import type { MatchedRequest } from "../../routing/index.ts";
import type { Visit } from "../visit.ts";

/** Shows a visit to the matchers of `proxy.ts`; what they do not ask for is not read. */
export function matchedRequest({ received, url, path, origin }: Visit): MatchedRequest {
  return {
    path,
    host: new URL(origin).hostname,
    header: (name) => received.header(name),
    cookie: (name) => readCookieHeader(received.header("cookie") ?? "").get(name),
    query: (name) => new URLSearchParams(url.search).get(name) ?? undefined,
  };
}
