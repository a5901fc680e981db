import { runWithStore } from "../../context/index.ts";
import { readSignal } from "../../context/signals.ts";
import { interruptStatus } from "../../protocol/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import { describeError, reportFailure } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { openVisit, subjectOf, type Visit } from "../visit.ts";
import { cookieHeaders, withCookies } from "./answer-page.ts";
import { finishAnswer } from "./finish-answer.ts";
import { textAnswer } from "./plain-answers.ts";
import { readRedirectLocation } from "./redirect-location.ts";
import { toWebRequest } from "./to-web-request.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

type Handler = (request: Request, context: { readonly params: Promise<unknown> }) => unknown;

/** Answers with what a `route.ts` exports for the method; HEAD comes from GET, OPTIONS from the list of exports. */
export async function answerHandler(visit: Visit, match: RouteMatch): Promise<ServerAnswer> {
  const scope = openVisit(visit, "handler");
  try {
    const module = await visit.app.loadHandler(match.route.file);
    const handler = chooseHandler(module, visit.request.method);
    if (handler === undefined) return withoutHandler(module, visit.request.method);
    const request = toWebRequest(visit, scope);
    const params = Promise.resolve(match.params);
    const answer = await runWithStore(scope.store, async () => handler(request, { params }));
    if (!(answer instanceof Response))
      throw new TypeError(`${match.route.file} returned no Response for ${visit.request.method}`);
    return finishAnswer(fromResponse(answer, visit, scope), visit, scope);
  } catch (error) {
    return finishAnswer(answerThrown(error, visit, scope), visit, scope);
  }
}

function chooseHandler(
  module: Readonly<Record<string, unknown>>,
  method: string,
): Handler | undefined {
  if (!methods.some((known) => known === method)) return undefined;
  const own = exported(module, method);
  return own ?? (method === "HEAD" ? exported(module, "GET") : undefined);
}

function exported(module: Readonly<Record<string, unknown>>, method: string): Handler | undefined {
  const value = Object.hasOwn(module, method) ? module[method] : undefined;
  // What a route file exports under a method's name is its handler: the convention itself.
  return typeof value === "function" ? (value as Handler) : undefined;
}

function withoutHandler(module: Readonly<Record<string, unknown>>, method: string): ServerAnswer {
  const allowed = methods.filter((known) => known === "OPTIONS" || chooseHandler(module, known));
  const allow = ["allow", allowed.join(", ")] as const;
  if (method === "OPTIONS") return { status: 204, headers: [allow], body: null };
  return textAnswer(405, "This method is not possible here.", [allow]);
}

/** Headers of a connection: they are the host's, and one that came from another server is not ours (RFC 9110, 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

function fromResponse(response: Response, visit: Visit, scope: RequestScope): ServerAnswer {
  const { status, headers, body } = response;
  if (status < 200) throw new TypeError(`a handler returned a Response of status ${status}`);
  if (response.bodyUsed || body?.locked === true)
    throw new TypeError("a handler returned a Response whose body was read before");
  // Without a body the length may be the one that GET would give; beside one it is the host's to say.
  const tellsLength = body === null && (visit.request.method === "HEAD" || status === 304);
  // What fetch() gives is decoded already.
  const isDecoded = response.url !== "";
  const drops = (name: string): boolean =>
    hopByHop.has(name) ||
    name.startsWith("proxy-") ||
    (name === "content-length" && !tellsLength) ||
    (name === "content-encoding" && isDecoded);
  // Headers yields each set-cookie by itself.
  const own = [...headers].filter(([name]) => !drops(name));
  return { status, headers: [...own, ...cookieHeaders(scope)], body };
}

function answerThrown(error: unknown, visit: Visit, scope: RequestScope): ServerAnswer {
  const { log, development } = visit.server.settings;
  const signal = readSignal(error);
  if (signal !== undefined && signal.kind !== "redirect")
    return textAnswer(interruptStatus[signal.kind], "", cookieHeaders(scope));
  if (signal !== undefined) {
    const target = readRedirectLocation(signal.location, visit.origin);
    if (target !== undefined)
      return textAnswer(signal.status, "", [
        ["location", target.location],
        ...cookieHeaders(scope),
      ]);
  }
  const digest = reportFailure(error, subjectOf(visit), log);
  const detail = development ? `\n\n${describeError(error)}` : "";
  return withCookies(textAnswer(500, `The request failed. Digest: ${digest}${detail}`), scope);
}
