import { andThen, ok, type Result } from "../base/index.ts";
import type { RunningCall } from "../calls/index.ts";
import { headerNames, readFormFields, type Refusal } from "../protocol/index.ts";
import type { ReplyContentType } from "../protocol/reply/index.ts";
import type { ActionEntry, AppBuild } from "../render/index.ts";
import { unmatchedOwner, type RouteMatch } from "../routing/index.ts";
import { admitCall, type Slot } from "./admit/admit-call.ts";
import { canonicalise } from "./admit/canonicalise.ts";
import { checkBodyHeaders } from "./admit/check-body-headers.ts";
import { checkHost } from "./admit/check-host.ts";
import { checkOrigin } from "./admit/check-origin.ts";
import { classifyVisit } from "./admit/classify-visit.ts";
import { enterOwner } from "./admit/enter-owner.ts";
import { findAction } from "./admit/find-action.ts";
import { limitCaller, limitRate } from "./admit/limit-rate.ts";
import { readCallId } from "./admit/read-call-id.ts";
import { passedBy, runProxy, type ProxyPassage } from "./admit/run-proxy.ts";
import { stripInternal } from "./admit/strip-internal.ts";
import { beginCall, beginForm, type Beginning } from "./call/begin-call.ts";
import { decodeArguments } from "./call/decode-arguments.ts";
import {
  decodeForm,
  keepOwnLimits,
  nameOf,
  readFormParts,
  type ReadForm,
} from "./call/decode-form.ts";
import { judgeEnd } from "./call/judge-end.ts";
import { openCaptures } from "./call/open-captures.ts";
import { readBody, receiveBody } from "./call/read-body.ts";
import { recordEnd } from "./call/record-end.ts";
import { repeatEnd } from "./call/repeat-end.ts";
import { readRequestId } from "./call/request-id.ts";
import type { RequestScope } from "./call/request-scope.ts";
import { runAction, startAction, type ActionEnd } from "./call/run-action.ts";
import { isWhole, settle } from "./call/settle.ts";
import { answerAsset } from "./respond/answer-asset.ts";
import { answerFailure } from "./respond/answer-failure.ts";
import { answerHandler } from "./respond/answer-handler.ts";
import { answerPage, withCookies } from "./respond/answer-page.ts";
import { answerSegments } from "./respond/answer-segments.ts";
import { finishAnswer } from "./respond/finish-answer.ts";
import { answerPlainly, answerTargetFault, textAnswer } from "./respond/plain-answers.ts";
import { refuse } from "./respond/refuse.ts";
import { renderCall, writePlain, type CallEnd, type CallSubject } from "./respond/render-call.ts";
import { respondToCall } from "./respond/respond-to-call.ts";
import { respondToForm } from "./respond/respond-to-form.ts";
import { withoutBasePath } from "./respond/without-base-path.ts";
import type { ServerAnswer } from "./server-answer.ts";
import type { ServerRequest } from "./server-request.ts";
import type { ServerRuntime } from "./server-runtime.ts";
import { openVisit, subjectOf, type Visit } from "./visit.ts";

type Answering = ServerAnswer | Promise<ServerAnswer>;

/**
 * Answers one request. The order of the steps is the security property: whatever a step refuses, nothing
 * after it has run. Calls go on in `handleCall`, forms in `handleForm`.
 */
export function handleRequest(
  received: ServerRequest,
  app: AppBuild,
  server: ServerRuntime,
): Answering {
  const { policy, trusts, basePath, log, development } = server.settings;
  const url = canonicalise(received.target);
  if (!url.ok) return answerTargetFault(url.error, { log, development, subject: "a request" });
  const fromTrustedPeer = trusts(received);
  const origin = checkHost(received, url.value, policy, fromTrustedPeer);
  if (!origin.ok) return refuse(origin.error, { log, development, subject: "a request" });
  const request = stripInternal(received, fromTrustedPeer);
  return enter({
    received: request,
    request,
    url: url.value,
    shownUrl: url.value,
    path: withoutBasePath(url.value.path, basePath) ?? url.value.path,
    origin: origin.value,
    app,
    server,
    isReentered: false,
    givenId: readRequestId(request, fromTrustedPeer),
  });
}

/** The line from the proxy on: what passed the checks of every request comes here, and an action of another route again. */
function enter(visit: Visit): Answering {
  const passing = runProxy(visit);
  return passing === undefined ? answerVisit(visit) : guard(visit, answerBehindProxy(passing));
}

async function answerBehindProxy(passing: Promise<ProxyPassage>): Promise<ServerAnswer> {
  const passage = await passing;
  if (passage.kind === "answered") return passage.answer;
  return passage.finish(await answerVisit(passage.visit));
}

function answerVisit(visit: Visit): Answering {
  const { log, development } = visit.server.settings;
  const asked = classifyVisit(visit);
  switch (asked.kind) {
    case "call":
      return handleCall(visit, asked.match); // guards itself
    case "form":
      return guard(visit, handleForm(visit, asked.match));
    case "page":
      return guard(visit, answerPage(visit, asked.match));
    case "segments":
      return guard(visit, answerSegments(visit, asked.match, asked.have));
    case "handler":
      return guard(visit, answerHandler(visit, asked.match));
    case "asset":
      return answerAsset(asked.asset, visit.request);
    case "elsewhere":
      return answerOutside(visit);
    case "malformed":
    case "wrong-method":
    case "options":
    case "upgrade":
      return answerPlainly(asked, { log, development, subject: subjectOf(visit) });
  }
}

/** What is not the app's: its not-found page, or, where it has no pages, what tells a host to look further. */
function answerOutside(visit: Visit): Answering {
  if (visit.app.endpoint === undefined) return guard(visit, answerPage(visit, undefined));
  return textAnswer(404, `Only actions are answered here, at ${visit.app.endpoint}.`);
}

/** A call names its action in a header: nothing of its body is read before the action is known. */
function handleCall(visit: Visit, match: RouteMatch | undefined): Answering {
  const origin = checkOrigin(visit.received, visit.server.settings.policy);
  if (!origin.ok) return refuseVisit(visit, origin.error);
  const may = limitCaller(visit);
  return may instanceof Promise
    ? guard(
        visit,
        may.then((late) => findCall(visit, match, late)),
      )
    : findCall(visit, match, may);
}

/** An action that a call may ask for. */
interface AskedCall {
  readonly entry: ActionEntry;
  readonly callId: string | undefined;
}

function findCall(
  visit: Visit,
  match: RouteMatch | undefined,
  may: Result<undefined, Refusal>,
): Answering {
  const { received: request, app } = visit;
  if (!may.ok) return refuseVisit(visit, may.error);
  const id = request.headerValues(headerNames.action).join(", ");
  const found = findAction(id, request.header(headerNames.build), app);
  if (!found.ok) return refuseVisit(visit, found.error);
  const entry = found.value;
  const owner = enterOwner(visit, match, entry);
  if (!owner.ok) return refuseVisit(visit, owner.error, entry);
  if (owner.value !== visit) return enter(owner.value);
  const callId = readCallId(request);
  if (!callId.ok) return refuseVisit(visit, callId.error, entry);
  const call = { entry, callId: callId.value };
  const allowed = limitRate(visit, entry);
  return allowed instanceof Promise
    ? guard(
        visit,
        allowed.then((late) => admitBody(visit, call, late)),
      )
    : admitBody(visit, call, allowed);
}

/** A call whose body may be sent. */
interface AdmittedCall extends AskedCall {
  readonly contentType: ReplyContentType;
}

function admitBody(visit: Visit, call: AskedCall, allowed: Result<undefined, Refusal>): Answering {
  const { received: request, server } = visit;
  if (!allowed.ok) return refuseVisit(visit, allowed.error, call.entry);
  const headers = checkBodyHeaders(request, server.limits.ofAction(call.entry));
  if (!headers.ok) return refuseVisit(visit, headers.error, call.entry);
  const { contentType, reservedBytes } = headers.value;
  const slot = admitCall(server.admission, reservedBytes, request);
  return slot instanceof Promise
    ? slot.then((late) => runCall(visit, { ...call, contentType }, late))
    : runCall(visit, { ...call, contentType }, slot);
}

/**
 * The second half of a call: it has a slot. Callbacks, where every other line awaits: in a request with a store Node pays
 * for each promise, and these were a fifth of a call's time.
 */
function runCall(visit: Visit, call: AdmittedCall, slot: Result<Slot, Refusal>): Answering {
  const { entry, contentType } = call;
  if (!slot.ok) return refuseVisit(visit, slot.error, entry);
  const { app, request, server } = visit;
  const { log, sealer } = server.settings;
  const limits = server.limits.ofAction(entry);
  return new Promise((resolve) => {
    const answer = (given: ServerAnswer): void => {
      slot.value.release();
      resolve(given);
    };
    const fail = (error: unknown): void => answer(answerFailure(error, log, request));
    const give = (make: () => Answering): void => {
      try {
        const answering = make();
        if (answering instanceof Promise) answering.then(answer, fail);
        else answer(answering);
      } catch (error) {
        fail(error);
      }
    };
    receiveBody(request.body, limits, server.bodyDeadlines, (body) => {
      try {
        if (!body.ok) return answer(refuseVisit(visit, body.error, entry));
        const decoded = decodeArguments(body.value, contentType, { entry, app, limits, sealer });
        if (!decoded.ok) return answer(refuseVisit(visit, decoded.error, entry));
        const args = openCaptures(entry, decoded.value.args, app, sealer);
        if (!args.ok) return answer(refuseVisit(visit, args.error, entry));
        const { temporaryReferences } = decoded.value;
        const subject = { entry, temporaryReferences };
        const run = (begun: Result<Beginning, Refusal>): void =>
          startCall(visit, begun, { subject, args: args.value }, give);
        const begun = beginCall(visit, { ...call, body: body.value });
        if (begun instanceof Promise) begun.then(run).catch(fail);
        else run(begun);
      } catch (error) {
        fail(error);
      }
    });
  });
}

/** A call whose arguments are known: it runs, or is answered from the record. */
function startCall(
  visit: Visit,
  begun: Result<Beginning, Refusal>,
  { subject, args }: { readonly subject: CallSubject; readonly args: readonly unknown[] },
  give: (make: () => Answering) => void,
): void {
  const { entry } = subject;
  if (!begun.ok) return give(() => refuseVisit(visit, begun.error, entry));
  const beginning = begun.value;
  const scope = openVisit(visit, "action");
  if (beginning.kind === "replay")
    return give(() => {
      const { outcome, plain } = repeatEnd(visit, scope, beginning.kept);
      return answerCall(visit, scope, { outcome, plain, settlement: settle(scope.store) }, subject);
    });
  startAction(visit, entry, { args, scope }, (end) =>
    give(() => endCall(visit, scope, { end, running: beginning.running }, subject)),
  );
}

/** How the action of a call ended that runs for the first time. */
interface RunEnd {
  readonly end: Result<ActionEnd, Refusal>;
  readonly running: RunningCall | undefined;
}

/** The end of a call: its action ran, or passed its deadline. What it came to is recorded before anything of it is sent. */
function endCall(
  visit: Visit,
  scope: RequestScope,
  { end, running }: RunEnd,
  subject: CallSubject,
): Answering {
  if (!end.ok)
    return andThen(recordEnd(visit, scope, running, { outcome: end }), () =>
      refuseRun(visit, scope, end.error, subject.entry),
    );
  const outcome = judgeEnd(end.value, subject.entry, visit);
  const settlement = settle(scope.store);
  const plain = isWhole(outcome, settlement) ? writePlain(visit, outcome) : undefined;
  return andThen(recordEnd(visit, scope, running, { outcome: ok(outcome), plain }), () =>
    answerCall(visit, scope, { outcome, settlement, plain }, subject),
  );
}

function answerCall(
  visit: Visit,
  scope: RequestScope,
  end: CallEnd,
  subject: CallSubject,
): Answering {
  return andThen(renderCall(visit, scope, end, subject), (rendered) =>
    respondToCall(visit, scope, rendered, end.settlement),
  );
}

/** A form without JavaScript carries its action inside: its body is read under the largest limit of its route's actions. */
async function handleForm(visit: Visit, match: RouteMatch | undefined): Promise<ServerAnswer> {
  const { received: request, app, server } = visit;
  const origin = checkOrigin(request, server.settings.policy);
  if (!origin.ok) return refuseVisit(visit, origin.error);
  const may = await limitCaller(visit);
  if (!may.ok) return refuseVisit(visit, may.error);
  const limits = server.limits.ofForm(app.actions, match?.route.pattern ?? unmatchedOwner);
  const headers = checkBodyHeaders(request, limits);
  if (!headers.ok) return refuseVisit(visit, headers.error);
  const { contentType, reservedBytes } = headers.value;
  if (contentType.kind === "text") return answerPage(visit, match);
  const slot = await admitCall(server.admission, reservedBytes, request);
  if (!slot.ok) return refuseVisit(visit, slot.error);
  try {
    const body = await readBody(request.body, limits, server.bodyDeadlines);
    if (!body.ok) return refuseVisit(visit, body.error);
    const parts = readFormParts({ body: body.value, contentType }, limits.reply);
    if (!parts.ok) return refuseVisit(visit, parts.error);
    const fields = readFormFields(parts.value);
    if (!fields.ok) return refuseVisit(visit, fields.error);
    // Without action fields it is no action: the page is shown as for GET.
    if (fields.value === undefined) return await answerPage(visit, match);
    const read = { parts: parts.value, budgets: limits.reply, fields: fields.value };
    return await runForm(visit, match, { ...read, contentType, body: body.value });
  } finally {
    slot.value.release();
  }
}

/** The second half of a form: it names an action. */
async function runForm(
  visit: Visit,
  match: RouteMatch | undefined,
  form: ReadForm,
): Promise<ServerAnswer> {
  const { fields, contentType, body } = form;
  const { app, server } = visit;
  const { sealer } = server.settings;
  const { hidden, source } = fields;
  const build = hidden === undefined ? undefined : `${hidden.build}.${hidden.wire}`;
  const found = findAction(source.id, build, app);
  if (!found.ok) return refuseVisit(visit, found.error);
  const entry = found.value;
  const owner = enterOwner(visit, match, entry);
  if (!owner.ok) return refuseVisit(visit, owner.error, entry);
  if (owner.value !== visit) return enterForm(owner.value, form);
  const allowed = await limitRate(visit, entry);
  if (!allowed.ok) return refuseVisit(visit, allowed.error, entry);
  const limits = server.limits.ofAction(entry);
  const parts = keepOwnLimits(form, limits);
  if (!parts.ok) return refuseVisit(visit, parts.error, entry);
  const decoded = decodeForm(parts.value, fields, { entry, app, limits, sealer });
  if (!decoded.ok) return refuseVisit(visit, decoded.error, entry);
  const args = openCaptures(entry, decoded.value.args, app, sealer);
  if (!args.ok) return refuseVisit(visit, args.error, entry);
  const { stateOf } = decoded.value;
  const begun = await beginForm(visit, { entry, callId: hidden?.callId, body, contentType });
  if (!begun.ok) return refuseVisit(visit, begun.error, entry);
  const scope = openVisit(visit, "action");
  if (begun.value.kind === "replay") {
    const { outcome } = repeatEnd(visit, scope, begun.value.kept);
    return respondToForm(visit, scope, match, { entry, outcome, stateOf });
  }
  const end = await runAction(visit, entry, { args: args.value, scope });
  const ended = end.ok ? ok(judgeEnd(end.value, entry, visit)) : end;
  await recordEnd(visit, scope, begun.value.running, { outcome: ended });
  if (!ended.ok) return refuseRun(visit, scope, ended.error, entry);
  settle(scope.store);
  return respondToForm(visit, scope, match, { entry, outcome: ended.value, stateOf });
}

/** A form whose action is another route's: from the proxy on, at that route; its body is read already. */
async function enterForm(visit: Visit, form: ReadForm): Promise<ServerAnswer> {
  const passage = await (runProxy(visit) ?? passedBy(visit));
  if (passage.kind === "answered") return passage.answer;
  const asked = classifyVisit(passage.visit);
  const match = asked.kind === "form" ? asked.match : undefined;
  return passage.finish(await runForm(passage.visit, match, form));
}

/** An answer that breaks while it is made is logged and becomes a 500. */
function guard({ request, server }: Visit, answering: Answering): Answering {
  if (!(answering instanceof Promise)) return answering;
  return answering.catch((error: unknown) => answerFailure(error, server.settings.log, request));
}

/** Refuses what already ran: its cookies are sent, and its tasks run. */
function refuseRun(
  visit: Visit,
  scope: RequestScope,
  refusal: Refusal,
  entry: ActionEntry,
): ServerAnswer {
  return finishAnswer(withCookies(refuseVisit(visit, refusal, entry), scope), visit, scope);
}

function refuseVisit(visit: Visit, refusal: Refusal, entry?: ActionEntry): ServerAnswer {
  const { log, development } = visit.server.settings;
  const subject = entry === undefined ? subjectOf(visit) : `${nameOf(entry)} (${subjectOf(visit)})`;
  return refuse(refusal, { log, development, subject });
}
