import { judgeRead, type RouteReads } from "../../context/index.ts";
import { NextRequest } from "../../context/next-request.ts";
import type { Visit } from "../visit.ts";

/** What of a request a handler may ask for differs from visitor to visitor. */
const ofVisitor: ReadonlySet<string | symbol> = new Set([
  "url",
  "nextUrl",
  "headers",
  "cookies",
  "body",
  "json",
  "text",
  "formData",
  "arrayBuffer",
  "blob",
  "bytes",
]);

/** Makes the request of a handler whose route says what it may read: nobody's, and one that is asked is judged. */
export function requestToRead({ origin, url, server }: Visit, reads: RouteReads): NextRequest {
  const { basePath } = server.settings;
  const request = new NextRequest(origin + url.path, { nextConfig: { basePath } });
  return new Proxy(request, {
    get: (target, name) => {
      if (ofVisitor.has(name)) judgeRead(reads, `request.${String(name)}`);
      // Its own getters and methods know no proxy.
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
