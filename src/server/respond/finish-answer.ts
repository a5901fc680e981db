import { Readable } from "node:stream";
import { headerNames } from "../../protocol/index.ts";
import { finishTasks } from "../call/finish-tasks.ts";
import { reportAppFailure } from "../call/report-app-failure.ts";
import { reportFailure } from "../call/report-failure.ts";
import { VisitCache } from "../call/visit-cache.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { subjectOf, type Visit } from "../visit.ts";

/** Completes an answer: with a word where a revalidation failed, without its body for HEAD, and with what the app wants done once it is sent. */
export function finishAnswer(given: ServerAnswer, visit: Visit, scope: RequestScope): ServerAnswer {
  const told = scope.hasFailedMove
    ? withHeader(given, [headerNames.revalidation, "failed"])
    : given;
  const answer = visit.server.settings.development ? withCacheHeader(told, scope) : told;
  const { body } = answer;
  const isStream = body !== null && typeof body === "object" && !(body instanceof Uint8Array);
  if (visit.request.method === "HEAD") {
    if (isStream) endUnread(body, visit, scope);
    return withAfter({ ...answer, body: null }, visit, scope);
  }
  if (isStream) return withAfter(withBreak(answer, visit), visit, scope);
  // What streams may still add tasks; nothing else can.
  return scope.store.afterTasks.length > 0 ? withAfter(answer, visit, scope) : answer;
}

/** A stream that a handler or the proxy made may break when the app has long returned it. What we render watches itself. */
function withBreak(answer: ServerAnswer, visit: Visit): ServerAnswer {
  if (!(answer.body instanceof ReadableStream)) return answer;
  const onBreak = (error: unknown): void => {
    // It is no failure to stop for a visitor who left.
    if (!visit.request.signal.aborted) reportAppFailure(error, visit, { routeType: "route" });
  };
  return { ...answer, onBreak };
}

/** Says in development what the cache gave by the time the answer begins: the least fresh of it counts. */
function withCacheHeader(answer: ServerAnswer, { store }: RequestScope): ServerAnswer {
  const given = store.cache instanceof VisitCache ? store.cache.given : undefined;
  return given === undefined ? answer : withHeader(answer, [headerNames.cache, given]);
}

function withHeader(
  answer: ServerAnswer,
  header: readonly [name: string, value: string],
): ServerAnswer {
  return { ...answer, headers: [...answer.headers, header] };
}

/** Stops what makes a body that HEAD does not ask for; destroying the stream alone would let a render go on. */
function endUnread(
  body: Readable | ReadableStream<Uint8Array>,
  visit: Visit,
  scope: RequestScope,
): void {
  scope.abort(new DOMException("HEAD asks for no body.", "AbortError"));
  if (body instanceof Readable) {
    body.destroy();
    return;
  }
  body.cancel().catch((error: unknown) => {
    const { log } = visit.server.settings;
    reportFailure(error, `ending the body of ${subjectOf(visit)}`, log, visit);
  });
}

function withAfter(answer: ServerAnswer, visit: Visit, scope: RequestScope): ServerAnswer {
  return { ...answer, afterSent: () => finishTasks(visit, scope) };
}
