import { runWithStore } from "../../context/index.ts";
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
    if (!(answer instanceof Response))
      throw new TypeError(`${match.route.file} returned no Response for ${visit.request.method}`);
    return finishAnswer(fromResponse(answer, visit, scope), visit, scope);
  } catch (error) {
    await moveTags(visit, scope);
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
