import {
  createRequestHandler,
  FetchRequest,
  toResponse,
  type BuildSource,
  type FetchPeer,
  type ServerOptions,
} from "../../server/index.ts";

/** Answers web requests; give it the peer's address where `trustProxy` lists addresses. */
export type FetchHandler = (request: Request, peer?: FetchPeer) => Promise<Response>;

/**
 * Makes a server of an app's build that takes a web `Request` and gives a `Response`: it mounts wherever those are known.
 * @throws TypeError when an option is wrong; the message names it
 * @example const app = createServer(build, { origins: ["https://shop.example"], keys }); hono.all("*", (c) => app(c.req.raw))
 */
export function createServer(build: BuildSource, options: ServerOptions): FetchHandler {
  const { handle } = createRequestHandler(build, options);
  return async (request, peer) =>
    toResponse(await handle(new FetchRequest(request, peer)), options.log);
}
