import { readProxyAnswer, runWithStore } from "../../context/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { moveTags } from "../call/move-tags.ts";
import { openVisit, type Visit } from "../visit.ts";
import { answerThrown } from "./answer-thrown.ts";
import { finishAnswer } from "./finish-answer.ts";
import { fromResponse } from "./from-response.ts";
import { textAnswer } from "./plain-answers.ts";
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
    await moveTags(visit, scope);
    const response = checkReturned(answer, `${match.route.file}, ${visit.request.method}`);
    return finishAnswer(fromResponse(response, visit, scope), visit, scope);
  } catch (thrown) {
    await moveTags(visit, scope);
    const error = thrown instanceof Response ? thrownResponse(thrown, match.route.file) : thrown;
    return finishAnswer(answerThrown(error, visit, scope), visit, scope);
  }
}

function checkReturned(answer: unknown, handler: string): Response {
  if (!(answer instanceof Response))
    throw new TypeError(
      `${handler}: the handler returned no Response. Return one, e.g. Response.json(value).`,
    );
  if (readProxyAnswer(answer).kind !== "respond")
    throw new TypeError(
      `${handler}: the handler returned NextResponse.next() or NextResponse.rewrite(), which only proxy.ts can: there is nothing behind a handler.`,
    );
  return answer;
}

function thrownResponse({ status }: Response, file: string): TypeError {
  return new TypeError(
    `${file} threw a Response of status ${status}. Return it: what is thrown is a failure.`,
  );
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
