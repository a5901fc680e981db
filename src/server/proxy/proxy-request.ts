import { NextRequest } from "../../context/next-request.ts";
import { headerNames } from "../../protocol/index.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { Visit } from "../visit.ts";

/**
 * Makes the request that `proxy.ts` gets: with the headers of an earlier run, where a rewrite of the configuration leads to
 * another one. Its body belongs to the action or the handler: reading it here is refused.
 */
export function proxyRequest(
  { received, request, origin, url, server }: Visit,
  scope: RequestScope,
): NextRequest {
  const { method } = received;
  const headers = request.toHeaders();
  const action = received.header(headerNames.action);
  // The App Router's name for it, by which proxies tell calls from visits.
  if (action !== undefined) headers.set("next-action", action);
  const { basePath } = server.settings;
  const init = { method, headers, signal: scope.store.signal, nextConfig: { basePath } };
  const target = origin + url.path + url.search;
  if (method === "GET" || method === "HEAD") return new NextRequest(target, init);
  // "half" is what the specification asks for with a stream; the DOM's types do not know it yet.
  return new NextRequest(target, { ...init, body: unreadable(), duplex: "half" } as RequestInit);
}

function unreadable(): ReadableStream<Uint8Array> {
  const source: UnderlyingDefaultSource<Uint8Array> = {
    pull: (controller) =>
      controller.error(
        new TypeError(
          "proxy.ts cannot read the body of a request: it is left to the action or route handler that it is for. Decide by the URL, the headers and the cookies.",
        ),
      ),
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
