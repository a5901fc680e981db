export type { AppBuild } from "../render/index.ts";
export {
  createRequestHandler,
  type BuildSource,
  type RequestHandler,
} from "./create-request-handler.ts";
export { isLoopback, loopbackOrigins } from "./admit/origin-policy.ts";
export type { TrustProxy } from "./admit/trusted-peers.ts";
export type { CaptureSealer } from "./keys/capture-sealer.ts";
export { cacheKeysOf } from "./keys/cache-keys.ts";
export { formatKeyRing, parseKeyRing, type KeyRing, type RingKey } from "./keys/key-ring.ts";
export { makeKeyRing } from "./keys/make-key.ts";
export { rotateRing, type RotatedRing } from "./keys/rotate-ring.ts";
export { loadKeys, readKeys, type KeySources, type LoadedKeys } from "./keys/load-keys.ts";
export { describeError, reportFailure } from "./call/report-failure.ts";
export { createHandServer, type HandRun, type HandServer } from "./run-by-hand.ts";
export {
  logToStandardError,
  printEntry,
  type LogEntry,
  type LogSink,
  type ToldRefusal,
} from "./log-sink.ts";
export { loadProxy } from "./proxy/load-proxy.ts";
export { asksToBeKept } from "./pages/may-keep-page.ts";
export type { PagesAhead } from "./pages/offer-page.ts";
export { prerenderPages, type PrerenderedRoute } from "./pages/prerender-pages.ts";
export type { ServerAnswer } from "./server-answer.ts";
export { defaultServerLimits, type ServerLimits } from "./server-limits.ts";
export {
  resolveServerOptions,
  type EndedRun,
  type ServerOptions,
  type ServerSettings,
} from "./server-options.ts";
export type { RequestBody, RestPace, ServerRequest } from "./server-request.ts";
export type { OpenedFile, StaticFile, StaticFiles } from "./static-files.ts";
export { dropBody, failedAnswer } from "./web/failed-answer.ts";
export { FetchRequest, type FetchPeer } from "./web/fetch-request.ts";
export { toResponse } from "./web/to-response.ts";
