import { NextRequest } from "../../context/next-request.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { RequestBody } from "../server-request.ts";
import type { Visit } from "../visit.ts";

/** Makes the request that a route handler gets, its body a stream that is read when the app reads it. */
export function toWebRequest(visit: Visit, scope: RequestScope): NextRequest {
  const { request, origin, url, server } = visit;
  const init = {
    method: request.method,
    headers: request.toHeaders(),
    signal: scope.store.signal,
    nextConfig: { basePath: server.settings.basePath },
  };
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const target = origin + url.path + url.search;
  if (!hasBody) return new NextRequest(target, init);
  const body = toStream(request.body);
  // "half" is what the specification asks for with a stream; the DOM's types do not know it yet.
  return new NextRequest(target, { ...init, body, duplex: "half" } as RequestInit);
}

function toStream(body: RequestBody): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  const source: UnderlyingDefaultSource<Uint8Array> = {
    pull: async (controller) => {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => body.cancel(),
  };
  // Nothing is read ahead: to begin reading tells the sender that the body is wanted.
  return new ReadableStream(source, { highWaterMark: 0 });
}
