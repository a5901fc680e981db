import { andThen } from "../../base/index.ts";
import { headerNames } from "../../protocol/index.ts";
import type { HtmlOptions, PageRequest, RenderedHtml } from "../../render/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import { reportAppFailure } from "../call/report-app-failure.ts";
import { describeError } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { answerKeptPage } from "../pages/answer-kept-page.ts";
import type { Answering, ServerAnswer } from "../server-answer.ts";
import { mountOf, openVisit, pageOf, type Visit } from "../visit.ts";
import { cookieHeaders, withCookies } from "./cookie-headers.ts";
import { finishAnswer } from "./finish-answer.ts";
import { textAnswer } from "./plain-answers.ts";
import { mountedLocation, readRedirectLocation } from "./redirect-location.ts";
import { refuse, reportOf } from "./refuse.ts";
import {
  beginPage,
  boundPage,
  renderInTime,
  renderTimedOut,
  type PageEnd,
} from "./render-in-time.ts";
import { renderOptionsOf } from "./render-options.ts";
import { readsOfRoute } from "./reads-of-route.ts";

/** Answers with the HTML of the page at the visit's URL: the one that is kept for everybody, or one made for this request. */
export function answerPage(visit: Visit, match: RouteMatch | undefined): Answering {
  return andThen(
    answerKeptPage(visit, match, { kind: "document" }),
    (kept) => kept ?? renderDocument(visit, openVisit(visit, "render"), pageOf(visit, match)),
  );
}

/** What a form post without JavaScript adds to its page. */
export type DocumentExtras = Pick<HtmlOptions, "formState" | "failure"> & {
  /** Overrides the page's own status, and waits for all of it. */
  readonly status?: number;
};

/** Renders a page to HTML in the request's store; one that cannot be rendered at all is a bare 500. */
export async function renderDocument(
  visit: Visit,
  scope: RequestScope,
  page: PageRequest,
  extras?: DocumentExtras,
): Promise<ServerAnswer> {
  const { status, ...shown } = extras ?? {};
  const end = beginPage(page.match);
  scope.store.phase = "render";
  scope.store.route = readsOfRoute(page.match?.route.settings);
  const options: HtmlOptions = {
    ...renderOptionsOf(visit, scope),
    ...shown,
    waitForAll: extras !== undefined,
  };
  try {
    const rendered = await renderInTime(visit, scope, {
      render: () => visit.app.renderer.renderHtml(page, options),
      drop: (late) => late.kind === "html" && late.body.destroy(),
      limitMs: end?.limitMs,
    });
    const answer =
      rendered === undefined
        ? withCookies(lateDocument(visit, end), scope)
        : documentAnswer(visit, scope, { rendered, status, end });
    return finishAnswer(answer, visit, scope);
  } catch (error) {
    return finishAnswer(withCookies(failedDocument(visit, error), scope), visit, scope);
  }
}

/** A page that is ready to be sent. */
interface MadeDocument {
  readonly rendered: RenderedHtml;
  /** In place of its own. */
  readonly status: number | undefined;
  readonly end: PageEnd | undefined;
}

function documentAnswer(
  visit: Visit,
  scope: RequestScope,
  { rendered, status, end }: MadeDocument,
): ServerAnswer {
  if (rendered.kind === "redirect") return redirectAnswer(visit, scope, rendered);
  return {
    status: status ?? rendered.status,
    headers: [
      ["content-type", "text/html; charset=utf-8"],
      ["cache-control", "private, no-store"],
      ["content-security-policy", "frame-ancestors 'self'"],
      ["x-content-type-options", "nosniff"],
      ["vary", `accept, ${headerNames.segments}`],
      ...cookieHeaders(scope),
    ],
    body: boundPage(visit, scope, rendered.body, end),
  };
}

/** A page that redirects; after a post the browser must come back with GET. */
function redirectAnswer(
  visit: Visit,
  scope: RequestScope,
  { status, location }: Extract<RenderedHtml, { kind: "redirect" }>,
): ServerAnswer {
  const target = readRedirectLocation(location, visit.origin, mountOf(visit));
  if (target === undefined) throw new TypeError("a page redirects to no path and no http(s) URL");
  return textAnswer(visit.request.method === "POST" ? 303 : status, "", [
    ["location", mountedLocation(target, mountOf(visit))],
    ...cookieHeaders(scope),
  ]);
}

function lateDocument(visit: Visit, end: PageEnd | undefined): ServerAnswer {
  return refuse(renderTimedOut(visit, end?.limitMs), reportOf(visit));
}

function failedDocument(visit: Visit, error: unknown): ServerAnswer {
  const { development } = visit.server.settings;
  const digest = reportAppFailure(error, visit, { routeType: "render" });
  const detail = development ? `\n\n${describeError(error)}` : "";
  return textAnswer(500, `This page could not be shown. Digest: ${digest}${detail}`);
}
