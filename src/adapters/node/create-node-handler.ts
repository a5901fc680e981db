import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequestHandler, failedAnswer, type BuildSource } from "../../server/index.ts";
import { BodyAlreadyReadError } from "../body-already-read.ts";
import { resolveHostOptions, type HostOptions } from "../resolve-host-options.ts";
import { createMiddleware } from "./create-middleware.ts";
import { readerOfBody } from "./reader-of-body.ts";
import { writeAnswer } from "./write-answer.ts";

/** Answers messages of `node:http`, in Express as it is, elsewhere through the raw request and response. */
export type NodeHandler = (message: IncomingMessage, response: ServerResponse) => void;

/**
 * Makes a server of an app's build for a host that is built on `node:http`. What the options leave out comes from the
 * environment (`EDICT_ORIGINS`, `EDICT_KEYS`) and from the build.
 * @throws TypeError when an option is wrong or missing; the message names it
 * @example express().use(createNodeHandler(build)).listen(3000)
 */
export function createNodeHandler(build: BuildSource, options: HostOptions = {}): NodeHandler {
  const host = resolveHostOptions(build, options, process.env);
  const { log } = host.options;
  const answer = createMiddleware(createRequestHandler(host.source, host.options), log);
  return (message, response) => {
    // A host that mounts it at a path takes that off; the request line knows the whole address.
    if ("originalUrl" in message && typeof message.originalUrl === "string")
      message.url = message.originalUrl;
    const reader = readerOfBody(message);
    if (reader.hasRead) {
      const failed = failedAnswer(
        new BodyAlreadyReadError(reader.name),
        `${message.method} ${message.url?.split("?", 1)[0]}`,
        log,
      );
      return writeAnswer(failed, response, { close: false, log });
    }
    return answer(message, response);
  };
}
