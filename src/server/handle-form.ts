import { ok } from "../base/index.ts";
import { readFormFields } from "../protocol/index.ts";
import { unmatchedOwner } from "../routing/index.ts";
import { admitCall } from "./admit/admit-call.ts";
import { checkBodyHeaders } from "./admit/check-body-headers.ts";
import { checkOrigin } from "./admit/check-origin.ts";
import { classifyVisit } from "./admit/classify-visit.ts";
import { enterOwner } from "./admit/enter-owner.ts";
import { findAction } from "./admit/find-action.ts";
import { limitCaller, limitRate } from "./admit/limit-rate.ts";
import { beginForm } from "./call/begin-call.ts";
import { decodeForm, keepOwnLimits, readFormParts, type ReadForm } from "./call/decode-form.ts";
import { judgeEnd } from "./call/judge-end.ts";
import { moveTags } from "./call/move-tags.ts";
import { openCaptures } from "./call/open-captures.ts";
import { readBody } from "./call/read-body.ts";
import { recordEnd } from "./call/record-end.ts";
import { repeatEnd } from "./call/repeat-end.ts";
import { runAction } from "./call/run-action.ts";
import { settle } from "./call/settle.ts";
import { answerPage } from "./respond/answer-page.ts";
import { refuseRun, refuseVisit } from "./respond/refuse-visit.ts";
import { respondToForm } from "./respond/respond-to-form.ts";
import type { Answering, ServerAnswer } from "./server-answer.ts";
import { openVisit, type PostedTo, type Visit } from "./visit.ts";

/** Answers a form without JavaScript, which carries its action inside: its body is read under the largest limit of its route's actions. */
export async function handleForm(visit: Visit, posted: PostedTo): Promise<ServerAnswer> {
  const { match } = posted;
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
    return await runForm(visit, posted, { ...read, contentType, body: body.value });
  } finally {
    slot.value.release();
  }
}

/** The second half of a form: it names an action. */
async function runForm(visit: Visit, posted: PostedTo, form: ReadForm): Promise<ServerAnswer> {
  const { match } = posted;
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
  if (owner.value !== visit) return enterForm(owner.value, posted, form);
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
    await moveTags(visit, scope);
    return respondToForm(visit, scope, match, { entry, outcome, stateOf });
  }
  const end = await runAction(visit, entry, { args: args.value, scope });
  await moveTags(visit, scope);
  const ended = end.ok ? ok(judgeEnd(end.value, entry, visit)) : end;
  await recordEnd(visit, scope, begun.value.running, { entry, outcome: ended });
  if (!ended.ok) return refuseRun(visit, scope, ended.error, entry);
  settle(scope.store);
  return respondToForm(visit, scope, match, { entry, outcome: ended.value, stateOf });
}

/** A form whose action is another route's: its line again, to that route; its body is read already. */
function enterForm(visit: Visit, { enter }: PostedTo, form: ReadForm): Answering {
  return enter(visit, (passed) => {
    const asked = classifyVisit(passed);
    const match = asked.kind === "form" ? asked.match : undefined;
    return runForm(passed, { match, enter }, form);
  });
}
