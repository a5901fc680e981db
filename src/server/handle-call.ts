import { andThen, ok, type Result } from "../base/index.ts";
import type { RunningCall } from "../calls/index.ts";
import { headerNames, type Refusal } from "../protocol/index.ts";
import type { ReplyContentType } from "../protocol/reply/index.ts";
import type { ActionEntry } from "../render/index.ts";
import { admitCall, type Slot } from "./admit/admit-call.ts";
import { checkBodyHeaders } from "./admit/check-body-headers.ts";
import { checkOrigin } from "./admit/check-origin.ts";
import { enterOwner } from "./admit/enter-owner.ts";
import { findAction } from "./admit/find-action.ts";
import { limitCaller, limitRate } from "./admit/limit-rate.ts";
import type { UploadMeasure } from "./admit/measure-upload.ts";
import { readCallId } from "./admit/read-call-id.ts";
import { beginCall, type Beginning } from "./call/begin-call.ts";
import { decodeArguments } from "./call/decode-arguments.ts";
import { IncomingUpload } from "./call/incoming-upload.ts";
import { judgeEnd } from "./call/judge-end.ts";
import { judgeUpload } from "./call/judge-upload.ts";
import { moveTags } from "./call/move-tags.ts";
import { openCaptures } from "./call/open-captures.ts";
import { receiveBody, type ReceivedBody } from "./call/read-body.ts";
import { recordEnd } from "./call/record-end.ts";
import { repeatEnd } from "./call/repeat-end.ts";
import type { RequestScope } from "./call/request-scope.ts";
import { startAction, type ActionEnd } from "./call/run-action.ts";
import { isWhole, settle } from "./call/settle.ts";
import { answerFailure } from "./respond/answer-failure.ts";
import { guardAnswer } from "./respond/guard-answer.ts";
import { refuseRun, refuseVisit } from "./respond/refuse-visit.ts";
import { renderCall, writePlain, type CallEnd, type CallSubject } from "./respond/render-call.ts";
import { respondToCall } from "./respond/respond-to-call.ts";
import type { ServerAnswer, Answering } from "./server-answer.ts";
import { openVisit, type PostedTo, type Visit } from "./visit.ts";

/** Answers a call. It names its action in a header: nothing of its body is read before the action is known. Guards itself. */
export function handleCall(visit: Visit, posted: PostedTo): Answering {
  const origin = checkOrigin(visit.received, visit.server.settings.policy);
  if (!origin.ok) return refuseVisit(visit, origin.error);
  const may = limitCaller(visit);
  return may instanceof Promise
    ? guardAnswer(
        visit,
        may.then((late) => findCall(visit, posted, late)),
      )
    : findCall(visit, posted, may);
}

/** An action that a call may ask for. */
interface AskedCall {
  readonly entry: ActionEntry;
  readonly callId: string | undefined;
}

function findCall(
  visit: Visit,
  { match, enter }: PostedTo,
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
    ? guardAnswer(
        visit,
        allowed.then((late) => admitBody(visit, call, late)),
      )
    : admitBody(visit, call, allowed);
}

/** A call whose body may be sent. */
interface AdmittedCall extends AskedCall {
  readonly contentType: ReplyContentType;
  /** Given where the action may begin before the last file has come. */
  readonly upload: UploadMeasure | undefined;
}

function admitBody(visit: Visit, call: AskedCall, allowed: Result<undefined, Refusal>): Answering {
  const { received: request, server } = visit;
  if (!allowed.ok) return refuseVisit(visit, allowed.error, call.entry);
  const limits = server.limits.ofAction(call.entry);
  const headers = checkBodyHeaders(request, limits, call.entry.settings?.accepts);
  if (!headers.ok) return refuseVisit(visit, headers.error, call.entry);
  const { contentType, reservedBytes, upload } = headers.value;
  // Written out: to copy an object by its spread costs more than the checks above.
  const admitted = { entry: call.entry, callId: call.callId, contentType, upload };
  const slot = admitCall(server.admission, reservedBytes, request);
  return slot instanceof Promise
    ? guardAnswer(
        visit,
        slot.then((late) => runCall(visit, admitted, late)),
      )
    : runCall(visit, admitted, slot);
}

/**
 * The second half of a call: it has a slot. Callbacks, where every other line awaits: in a request with a store Node pays
 * for each promise, and these were a fifth of a call's time.
 */
function runCall(visit: Visit, call: AdmittedCall, slot: Result<Slot, Refusal>): Answering {
  const { entry, callId, contentType } = call;
  if (!slot.ok) return refuseVisit(visit, slot.error, entry);
  const { app, request, server } = visit;
  const { log, sealer } = server.settings;
  const limits = server.limits.ofAction(entry);
  const upload =
    call.upload &&
    new IncomingUpload(request.body, {
      measure: call.upload,
      limits,
      deadlines: server.bodyDeadlines,
      hold: (bytes) => slot.value.hold(bytes),
    });
  return new Promise((resolve) => {
    const answer = (given: ServerAnswer): void => {
      slot.value.release();
      resolve(upload === undefined ? given : upload.endWith(given));
    };
    const fail = (error: unknown): void => answer(answerFailure(error, { ...visit, log }));
    const give = (make: () => Answering): void => {
      try {
        const answering = make();
        if (answering instanceof Promise) answering.then(answer, fail);
        else answer(answering);
      } catch (error) {
        fail(error);
      }
    };
    const receive = (body: ReceivedBody): void => {
      try {
        if (!body.ok) return answer(refuseVisit(visit, body.error, entry));
        const context = { entry, app, limits, sealer, upload };
        const decoded = decodeArguments(body.value, contentType, context);
        if (!decoded.ok) return answer(refuseVisit(visit, decoded.error, entry));
        const args = openCaptures(entry, decoded.value.args, app, sealer);
        if (!args.ok) return answer(refuseVisit(visit, args.error, entry));
        const { temporaryReferences } = decoded.value;
        const subject = { entry, temporaryReferences };
        const run = (begun: Result<Beginning, Refusal>): void =>
          startCall(visit, begun, { subject, args: args.value, upload }, give);
        const asked = { entry, callId, body: body.value, contentType, upload: call.upload };
        const begun = beginCall(visit, asked);
        if (begun instanceof Promise) begun.then(run).catch(fail);
        else run(begun);
      } catch (error) {
        fail(error);
      }
    };
    if (upload === undefined) receiveBody(request.body, limits, server.bodyDeadlines, receive);
    else upload.readHead().then(receive, fail);
  });
}

/** A call with its arguments. */
interface DecodedCall {
  readonly subject: CallSubject;
  readonly args: readonly unknown[];
  readonly upload: IncomingUpload | undefined;
}

/** A call whose arguments are known: it runs, or is answered from the record. */
function startCall(
  visit: Visit,
  begun: Result<Beginning, Refusal>,
  { subject, args, upload }: DecodedCall,
  give: (make: () => Answering) => void,
): void {
  const { entry } = subject;
  if (!begun.ok) return give(() => refuseVisit(visit, begun.error, entry));
  const beginning = begun.value;
  const scope = openVisit(visit, "action");
  if (beginning.kind === "replay")
    return give(() => {
      const { outcome, plain } = repeatEnd(visit, scope, beginning.kept);
      return andThen(moveTags(visit, scope), () =>
        answerCall(visit, scope, { outcome, plain, settlement: settle(scope.store) }, subject),
      );
    });
  startAction(visit, entry, { args, scope, upload }, (given) =>
    give(() => {
      const end = judgeUpload(given, upload, entry, visit);
      return andThen(moveTags(visit, scope), () =>
        endCall(visit, scope, { end, running: beginning.running }, subject),
      );
    }),
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
  const { entry } = subject;
  if (!end.ok)
    return andThen(recordEnd(visit, scope, running, { entry, outcome: end }), () =>
      refuseRun(visit, scope, end.error, entry),
    );
  const outcome = judgeEnd(end.value, entry, visit);
  const settlement = settle(scope.store);
  const plain = isWhole(outcome, settlement) ? writePlain(visit, outcome) : undefined;
  return andThen(recordEnd(visit, scope, running, { entry, outcome: ok(outcome), plain }), () =>
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
