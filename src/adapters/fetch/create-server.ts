import { createRequestHandler, type BuildSource, type FetchPeer } from "../../server/index.ts";
import { resolveHostOptions, type HostOptions } from "../resolve-host-options.ts";
import { answerWebRequest } from "./answer-web-request.ts";

/** Answers web requests; give it the peer's address where `trustProxy` lists addresses. */
export type FetchHandler = (request: Request, peer?: FetchPeer) => Promise<Response>;

/**
 * Makes a server of an app's build that takes a web `Request` and gives a `Response`: it mounts wherever those are known.
 * What the options leave out comes from the environment (`EDICT_ORIGINS`, `EDICT_KEYS`) and from the build.
 * @throws TypeError when an option is wrong or missing; the message names it
 * @example const app = createServer(build); hono.all("*", (c) => app(c.req.raw))
 */
export function createServer(build: BuildSource, options: HostOptions = {}): FetchHandler {
  const host = resolveHostOptions(build, options, process.env);
  const handler = createRequestHandler(host.source, host.options);
  return (request, peer) => answerWebRequest(request, { handler, log: host.options.log, peer });
}
