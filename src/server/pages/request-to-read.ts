import { judgeRead, type RouteReads } from "../../context/index.ts";
import { NextRequest } from "../../context/next-request.ts";
import type { Visit } from "../visit.ts";

/**
 * What of a request is the same for all who ask. Everything else is judged, what a copy is made of too: `clone()`, and
 * the fields under symbols that `new Request(request)` and `fetch(request)` read.
 */
const ofNobody: ReadonlySet<string | symbol> = new Set([
  "method",
  "signal",
  "constructor",
  Symbol.toStringTag,
]);

/** Makes the request of a handler whose route says what it may read: nobody's, and one that is asked is judged. */
export function requestToRead({ origin, url, server }: Visit, reads: RouteReads): NextRequest {
  const { basePath } = server.settings;
  const request = new NextRequest(origin + url.path, { nextConfig: { basePath } });
  return new Proxy(request, {
    get: (target, name) => {
      if (!ofNobody.has(name)) judgeRead(reads, nameOf(name));
      // Its own getters and methods know no proxy.
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function nameOf(property: string | symbol): string {
  return typeof property === "string" ? `request.${property}` : "a copy of its request";
}
