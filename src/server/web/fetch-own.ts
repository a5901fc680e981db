import type { AppBuild } from "../../render/index.ts";
import type { LogSink } from "../log-sink.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { ServerRequest } from "../server-request.ts";
import { FetchRequest } from "./fetch-request.ts";
import { toResponse } from "./to-response.ts";

/** Answers a request of the app to itself, for the build that sends it. */
export type OwnFetch = (request: Request, app: AppBuild) => Promise<Response>;

/** What such requests are answered by. */
export interface OwnFetchOptions {
  readonly handle: (request: ServerRequest, app: AppBuild) => ServerAnswer | Promise<ServerAnswer>;
  readonly log: LogSink;
  /** Requests to itself that an app may have under way: one that asks itself for ever ends there. */
  readonly maxRunning: number;
}

/** Makes what answers requests of the app to itself: the same line as for all others, without a connection. */
export function createOwnFetch({ handle, log, maxRunning }: OwnFetchOptions): OwnFetch {
  const running = { count: 0 };
  return async (request, app) => {
    if (running.count >= maxRunning)
      throw new Error(
        `fetch(${JSON.stringify(new URL(request.url).pathname)}) is one of more than ${maxRunning} requests of the app to itself that are under way. Does the route that it asks for ask for itself?`,
      );
    running.count += 1;
    try {
      return toResponse(await handle(new FetchRequest(request), app), log);
    } finally {
      running.count -= 1;
    }
  };
}
