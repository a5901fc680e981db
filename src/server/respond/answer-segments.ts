import { flightType, headerNames, type Refusal } from "../../protocol/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import { reportAppFailure } from "../call/report-app-failure.ts";
import { answerKeptPage } from "../pages/answer-kept-page.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { openVisit, pageOf, type Visit } from "../visit.ts";
import { cookieHeaders, withCookies } from "./cookie-headers.ts";
import { finishAnswer } from "./finish-answer.ts";
import { leaveOutHeld, readHeldPrints } from "./leave-out-held.ts";
import { refusedAnswer, refuse, reportOf } from "./refuse.ts";
import { beginPage, boundPage, renderInTime, renderTimedOut } from "./render-in-time.ts";
import { renderOptionsOf } from "./render-options.ts";
import { readsOfRoute } from "./reads-of-route.ts";

/** Answers a soft navigation: the segments of the page that the browser does not hold, or what intercepts it there. */
export async function answerSegments(
  visit: Visit,
  match: RouteMatch | undefined,
  have: readonly string[],
): Promise<ServerAnswer> {
  const kept = await answerKeptPage(visit, match, { kind: "segments", have });
  if (kept !== undefined) return kept;
  const end = beginPage(match);
  const scope = openVisit(visit, "render");
  scope.store.route = readsOfRoute(match?.route.settings);
  const fail = (refused: ServerAnswer): ServerAnswer =>
    finishAnswer(withCookies(refused, scope), visit, scope);
  try {
    const held = readHeldPrints(visit);
    const page = {
      ...pageOf(visit, match),
      ...(held === undefined ? { have } : { isApart: true as const }),
    };
    const rendered = await renderInTime(visit, scope, {
      render: () => visit.app.renderer.renderSegments(page, renderOptionsOf(visit, scope)),
      drop: (late) => late.destroy(),
      limitMs: end?.limitMs,
    });
    if (rendered === undefined)
      return fail(refuse(renderTimedOut(visit, end?.limitMs), reportOf(visit)));
    const body = held === undefined ? rendered : leaveOutHeld(rendered, held);
    const answer: ServerAnswer = {
      status: match === undefined ? 404 : 200,
      headers: [
        ["content-type", flightType],
        ["cache-control", "private, no-store"],
        ["x-content-type-options", "nosniff"],
        ["vary", `accept, ${headerNames.segments}, ${headerNames.prints}`],
        ...cookieHeaders(scope),
      ],
      body: boundPage(visit, scope, body, end),
    };
    return finishAnswer(answer, visit, scope);
  } catch (error) {
    const digest = reportAppFailure(error, visit, { routeType: "render" });
    const refusal: Refusal = { code: "FAILED", reason: `digest ${digest}` };
    return fail(refusedAnswer(refusal, visit.server.settings));
  }
}
