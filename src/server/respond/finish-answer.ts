import { Readable } from "node:stream";
import { runAfterTasks } from "../../context/index.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { subjectOf, type Visit } from "../visit.ts";

/** Completes an answer: without its body for HEAD, and with what the app wants done once it is sent. */
export function finishAnswer(
  answer: ServerAnswer,
  visit: Visit,
  scope: RequestScope,
): ServerAnswer {
  const { body } = answer;
  const isStream = body !== null && typeof body === "object" && !(body instanceof Uint8Array);
  if (visit.request.method === "HEAD") {
    if (body instanceof Readable) body.destroy();
    else if (body instanceof ReadableStream) void body.cancel();
    return withAfter({ ...answer, body: null }, visit, scope);
  }
  // What streams may still add tasks; nothing else can.
  return isStream || scope.store.afterTasks.length > 0 ? withAfter(answer, visit, scope) : answer;
}

function withAfter(answer: ServerAnswer, visit: Visit, scope: RequestScope): ServerAnswer {
  const { background, settings } = visit.server;
  return {
    ...answer,
    afterSent: () => {
      if (scope.store.afterTasks.length === 0) return;
      const done = runAfterTasks(scope.store, (error) => {
        reportFailure(error, `after() of ${subjectOf(visit)}`, settings.log);
      });
      background.add(done);
      void done.finally(() => background.delete(done));
    },
  };
}
