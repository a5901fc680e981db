import { withoutBasePath } from "../protocol/index.ts";
import type { AppBuild } from "../render/index.ts";
import type { RouteMatch } from "../routing/index.ts";
import { canonicalise } from "./admit/canonicalise.ts";
import { checkHost } from "./admit/check-host.ts";
import { classifyVisit } from "./admit/classify-visit.ts";
import { interceptVisit } from "./admit/intercept-visit.ts";
import { redirectVisit } from "./admit/redirect-visit.ts";
import { rewriteVisit } from "./admit/rewrite-visit.ts";
import { runProxy, type ProxyPassage } from "./admit/run-proxy.ts";
import { stripInternal } from "./admit/strip-internal.ts";
import { readRequestId, requestIdOf } from "./call/request-id.ts";
import { handleCall } from "./handle-call.ts";
import { handleForm } from "./handle-form.ts";
import { addRuleHeaders } from "./respond/add-rule-headers.ts";
import { answerAsset } from "./respond/answer-asset.ts";
import { answerHandler } from "./respond/answer-handler.ts";
import { answerPage } from "./respond/answer-page.ts";
import { answerSegments } from "./respond/answer-segments.ts";
import { guardAnswer } from "./respond/guard-answer.ts";
import { answerPlainly, answerTargetFault, textAnswer } from "./respond/plain-answers.ts";
import { refuse, reportOf, type RefusalReport } from "./respond/refuse.ts";
import type { ServerAnswer, Answering } from "./server-answer.ts";
import type { ServerRequest } from "./server-request.ts";
import type { ServerRuntime } from "./server-runtime.ts";
import type { Visit } from "./visit.ts";

/**
 * Answers one request. The order of the steps is the security property: whatever a step refuses, nothing
 * after it has run. Calls go on in `handleCall`, forms in `handleForm`.
 */
export function handleRequest(
  received: ServerRequest,
  app: AppBuild,
  server: ServerRuntime,
): Answering {
  const { policy, trusts, mount } = server.settings;
  const url = canonicalise(received.target, mount.trailingSlash);
  if (!url.ok) return answerTargetFault(url.error, () => reportEarly(received, server));
  const fromTrustedPeer = trusts(received);
  const origin = checkHost(received, url.value, policy, fromTrustedPeer);
  if (!origin.ok) return refuse(origin.error, reportEarly(received, server));
  const request = stripInternal(received, fromTrustedPeer);
  const visit: Visit = {
    received: request,
    request,
    url: url.value,
    shownUrl: url.value,
    path: withoutBasePath(url.value.path, mount.basePath) ?? url.value.path,
    origin: origin.value,
    app,
    server,
    isReentered: false,
    givenId: readRequestId(request, fromTrustedPeer),
  };
  return addRuleHeaders(visit, enter(visit));
}

/**
 * The line from the rules of the configuration on, up to what answers behind them: whatever passed the checks of every
 * request comes here, and an action of another route again.
 */
function enter(visit: Visit, answer: (visit: Visit) => Answering = answerVisit): Answering {
  const redirected = redirectVisit(visit);
  if (redirected !== undefined) return redirected;
  const passing = runProxy(visit);
  return passing === undefined
    ? answerRewritten(visit, answer)
    : guardAnswer(
        visit,
        answerBehindProxy(passing, (passed) => answerRewritten(passed, answer)),
      );
}

async function answerBehindProxy(
  passing: Promise<ProxyPassage>,
  answer: (visit: Visit) => Answering,
): Promise<ServerAnswer> {
  const passage = await passing;
  if (passage.kind === "answered") return passage.answer;
  return passage.finish(await answer(passage.visit));
}

/** Follows the rewrites of the configuration. What guards the address that is shown guards it here too. */
function answerRewritten(visit: Visit, answer: (visit: Visit) => Answering): Answering {
  const rewritten = rewriteVisit(visit);
  const passing = rewritten.path === visit.path ? undefined : runProxy(rewritten);
  return passing === undefined
    ? answer(rewritten)
    : guardAnswer(visit, answerBehindProxy(passing, answer));
}

function answerVisit(visit: Visit): Answering {
  const asked = classifyVisit(visit);
  switch (asked.kind) {
    case "call":
      return handleCall(visit, { match: asked.match, enter }); // guards itself
    case "form":
      return guardAnswer(visit, handleForm(visit, { match: asked.match, enter }));
    case "page":
      return guardAnswer(visit, answerPage(visit, asked.match));
    case "segments":
      return guardAnswer(visit, answerSoftVisit(visit, asked.match, asked.have));
    case "handler":
      return guardAnswer(visit, answerHandler(visit, asked.match));
    case "asset":
      return guardAnswer(visit, answerAsset(asked.asset, visit));
    case "elsewhere":
      return answerOutside(visit);
    case "malformed":
    case "wrong-method":
    case "options":
    case "upgrade":
      return answerPlainly(asked, () => reportOf(visit));
  }
}

async function answerSoftVisit(
  visit: Visit,
  match: RouteMatch | undefined,
  have: readonly string[],
): Promise<ServerAnswer> {
  const shown = await interceptVisit(visit, match, have);
  return shown.finish(await answerSegments(visit, shown.match, have));
}

/** What is not the app's: its not-found page, or, where it has no pages, what tells a host to look further. */
function answerOutside(visit: Visit): Answering {
  if (visit.app.endpoint === undefined) return guardAnswer(visit, answerPage(visit, undefined));
  return textAnswer(404, `Only actions are answered here, at ${visit.app.endpoint}.`);
}

/** Reports the refusal of a request of which nothing is known yet. */
function reportEarly(received: ServerRequest, { settings }: ServerRuntime): RefusalReport {
  const { log, development, trusts } = settings;
  const givenId = readRequestId(received, trusts(received));
  const requestId = requestIdOf({ givenId, received });
  return { log, development, subject: "a request", requestId };
}
