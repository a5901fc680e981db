import type { AppBuild } from "../render/index.ts";
import { reportFailure } from "./call/report-failure.ts";
import { handleRequest } from "./handle-request.ts";
import { textAnswer } from "./respond/plain-answers.ts";
import type { ServerAnswer } from "./server-answer.ts";
import { resolveServerOptions, type ServerOptions } from "./server-options.ts";
import type { ServerRequest } from "./server-request.ts";
import { createServerRuntime } from "./server-runtime.ts";

/** An app's build; in development a function that gives the newest one. */
export type BuildSource = AppBuild | (() => AppBuild | Promise<AppBuild>);

/** Answers the requests of one app. */
export interface RequestHandler {
  /** Never throws or rejects: what breaks is logged and answered with 500. */
  readonly handle: (request: ServerRequest) => ServerAnswer | Promise<ServerAnswer>;
  /** Resolves once no task of `after()` is left. Stop sending requests first. */
  readonly drain: () => Promise<void>;
}

/**
 * Makes the handler of one app, for any host that has an adapter.
 * @throws TypeError when an option is wrong; the message names it
 */
export function createRequestHandler(build: BuildSource, options: ServerOptions): RequestHandler {
  const settings = resolveServerOptions(options);
  if (!settings.ok) throw new TypeError(settings.error);
  const server = createServerRuntime(settings.value);
  const fail = (error: unknown): ServerAnswer => {
    const digest = reportFailure(error, "answering a request", settings.value.log);
    return textAnswer(500, `The request failed. Digest: ${digest}`);
  };
  const answer = (request: ServerRequest): ServerAnswer | Promise<ServerAnswer> => {
    if (typeof build !== "function") return handleRequest(request, build, server);
    return Promise.resolve(build()).then((app) => handleRequest(request, app, server));
  };
  return {
    handle: (request) => {
      try {
        const answering = answer(request);
        return answering instanceof Promise ? answering.catch(fail) : answering;
      } catch (error) {
        return fail(error);
      }
    },
    drain: async () => {
      while (server.background.size > 0) await Promise.all(server.background);
    },
  };
}
