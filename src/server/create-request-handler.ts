import { createMemoryCacheStore } from "../cache/index.ts";
import type { AppBuild } from "../render/index.ts";
import { patchFetch } from "../context/index.ts";
import { createCallStore } from "./call-store.ts";
import { handleRequest } from "./handle-request.ts";
import type { LogSink } from "./log-sink.ts";
import { readRequestId } from "./call/request-id.ts";
import { answerFailure, type BrokenRequest } from "./respond/answer-failure.ts";
import type { Answering, ServerAnswer } from "./server-answer.ts";
import { resolveServerOptions, type ServerOptions } from "./server-options.ts";
import type { ServerRequest } from "./server-request.ts";
import { createServerRuntime } from "./server-runtime.ts";

/** An app's build; in development a function that gives the newest one. */
export type BuildSource = AppBuild | (() => AppBuild | Promise<AppBuild>);

/** Answers the requests of one app. */
export interface RequestHandler {
  /** Never throws or rejects: what breaks is logged and answered with 500. */
  readonly handle: (request: ServerRequest) => Answering;
  /** Resolves once no task of `after()` or `onRequestError` is left, or after `limitMs` (30 s); what is left then is logged. Stop sending requests first. */
  readonly drain: (limitMs?: number) => Promise<void>;
}

/** As long as a server waits for its answers. */
const defaultDrainMs = 30_000;

/**
 * Makes the handler of one app, for any host that has an adapter.
 * @throws TypeError when an option is wrong; the message names it
 */
export function createRequestHandler(build: BuildSource, options: ServerOptions): RequestHandler {
  const settings = resolveServerOptions(options);
  if (!settings.ok) throw new TypeError(settings.error);
  const { log } = settings.value;
  const { store = createCallStore(log), cacheStore = createMemoryCacheStore() } = options;
  const server = createServerRuntime(settings.value, { store, cacheStore }, handleRequest);
  patchFetch();
  const nameOf = (received: ServerRequest): BrokenRequest => ({
    log,
    received,
    givenId: readRequestId(received, settings.value.trusts(received)),
  });
  const answerNewest = async (
    request: ServerRequest,
    newest: () => AppBuild | Promise<AppBuild>,
  ): Promise<ServerAnswer> => {
    try {
      return await handleRequest(request, await newest(), server);
    } catch (error) {
      return answerFailure(error, nameOf(request));
    }
  };
  return {
    handle: (request) => {
      if (typeof build === "function") return answerNewest(request, build);
      try {
        return handleRequest(request, build, server);
      } catch (error) {
        return answerFailure(error, nameOf(request));
      }
    },
    drain: (limitMs = defaultDrainMs) => drainBackground(server.background, limitMs, log),
  };
}

async function drainBackground(
  background: ReadonlySet<Promise<void>>,
  limitMs: number,
  log: LogSink,
): Promise<void> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  const passed = new Promise<void>((resolve) => {
    limit.signal.addEventListener("abort", () => resolve());
  });
  // Tasks that end may have let others begin.
  while (background.size > 0 && !limit.signal.aborted)
    await Promise.race([passed, Promise.all(background)]);
  clearTimeout(timer);
  if (background.size === 0) return;
  const requests = background.size === 1 ? "1 request" : `${background.size} requests`;
  log({
    level: "error",
    line: `edict: background tasks of ${requests} had not ended after ${limitMs} ms, and were left`,
  });
}
