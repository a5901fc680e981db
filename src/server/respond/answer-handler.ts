import type { RouteReads } from "../../context/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import { answerKeptPage } from "../pages/answer-kept-page.ts";
import { requestToRead } from "../pages/request-to-read.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { moveTags } from "../call/move-tags.ts";
import { openVisit, type Visit } from "../visit.ts";
import { answerThrown } from "./answer-thrown.ts";
import { finishAnswer } from "./finish-answer.ts";
import { fromResponse } from "./from-response.ts";
import { textAnswer } from "./plain-answers.ts";
import { readsOfRoute } from "./reads-of-route.ts";
import { chooseHandler, methods, runHandler } from "./run-handler.ts";
import { toWebRequest } from "./to-web-request.ts";

/** Answers with what a `route.ts` exports for the method; HEAD comes from GET, OPTIONS from the list of exports. */
export async function answerHandler(visit: Visit, match: RouteMatch): Promise<ServerAnswer> {
  const kept = await answerKeptPage(visit, match, { kind: "handler" });
  if (kept !== undefined) return kept;
  const scope = openVisit(visit, "handler");
  try {
    const module = await visit.app.loadHandler(match.route.file);
    const handler = chooseHandler(module, visit.request.method);
    if (handler === undefined) return withoutHandler(module, visit.request.method);
    const reads = readsOfHandler(visit, match);
    scope.store.route = reads;
    const isOwn = reads === undefined || reads.visitor === "own";
    const request = isOwn ? toWebRequest(visit, scope) : requestToRead(visit, reads);
    const response = await runHandler(scope, { handler, match, request });
    await moveTags(visit, scope);
    return finishAnswer(fromResponse(response, visit, scope), visit, scope);
  } catch (thrown) {
    await moveTags(visit, scope);
    const error = thrown instanceof Response ? thrownResponse(thrown, match.route.file) : thrown;
    return finishAnswer(answerThrown(error, visit, scope), visit, scope);
  }
}

/** The settings of a route are about what it shows: what GET answers. */
function readsOfHandler({ request }: Visit, { route }: RouteMatch): RouteReads | undefined {
  return request.method === "GET" || request.method === "HEAD"
    ? readsOfRoute(route.settings)
    : undefined;
}

function thrownResponse({ status }: Response, file: string): TypeError {
  return new TypeError(
    `${file} threw a Response of status ${status}. Return it: what is thrown is a failure.`,
  );
}

function withoutHandler(module: Readonly<Record<string, unknown>>, method: string): ServerAnswer {
  const allowed = methods.filter((known) => known === "OPTIONS" || chooseHandler(module, known));
  const allow = ["allow", allowed.join(", ")] as const;
  if (method === "OPTIONS") return { status: 204, headers: [allow], body: null };
  return textAnswer(405, "This method is not possible here.", [allow]);
}
