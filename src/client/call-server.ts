import { createTemporaryReferenceSet, encodeReply } from "@vitejs/plugin-rsc/react/browser";
import { unreachable } from "../base/index.ts";
import { ActionError, isActionError } from "../errors/action-error.ts";
import { lookupOf, parseActionId, type DispatchMode, type Outcome } from "../protocol/index.ts";
import { abortedError } from "./browser-error.ts";
import { takeOptions, type CallOptions } from "./call-options.ts";
import { CallQueue } from "./call-queue.ts";
import type { QueueMode } from "./dispatch.ts";
import type { SkewRecovery } from "./forms/recover-skew.ts";
import type { Submission, Submissions } from "./forms/submissions.ts";
import type { CallRouter } from "./navigation/router.ts";
import { readAnswer, type Answer } from "./read-answer.ts";
import { browserRetryPorts, repeatCall, type RetryPorts } from "./repeat-call.ts";
import { newCallId, preparePost, sendCall, type Poster } from "./send-call.ts";
import { followedRedirect, isFollowedRedirect, signalError } from "./signal-error.ts";
import { trimArguments } from "./trim-arguments.ts";

/** Calls the action `id` with `args`, the last of which may carry options; resolves with what it returned. */
export type CallServer = (
  id: string,
  args: readonly unknown[],
  mode?: DispatchMode,
  takesStreams?: boolean,
) => Promise<unknown>;

/** What calls need of the world beside the router. */
export interface CallPorts {
  readonly retries?: RetryPorts;
  /** Of a page whose forms are watched. */
  readonly submissions?: Submissions;
  /** Of a page that the server renders. */
  readonly skew?: SkewRecovery;
  /** How calls wait whose action says nothing. Default: `ordered`. */
  readonly dispatch?: Extract<QueueMode, "ordered" | "serial">;
}

/**
 * Makes the function that every action stub calls: encode → send → read → apply.
 * A call that gets no answer is sent again under the same id; the server runs it once.
 * Its promise rejects with an `ActionError`, with an error that has a `digest` when the action threw,
 * or with a signal that the boundaries pass on when it redirected or was interrupted.
 */
export function createCallServer(router: CallRouter, ports: CallPorts = {}): CallServer {
  const page: CallingPage = { router, ports, queue: new CallQueue() };
  return (id, given, mode, takesStreams) => {
    const { args, options } = takeOptions(given);
    const asked = {
      id,
      args,
      mode: options.dispatch ?? mode ?? ports.dispatch,
      options,
      takesStreams,
    };
    const call: Promise<unknown> = performCall(page, asked).catch((error: unknown) => {
      // The router went where the redirect leads: a caller who does not wait has nothing to learn from it.
      if (isFollowedRedirect(error)) call.catch(() => undefined);
      throw error;
    });
    return call;
  };
}

/** What all calls of a page share. */
interface CallingPage {
  readonly router: CallRouter;
  readonly ports: CallPorts;
  readonly queue: CallQueue;
}

interface AskedCall {
  readonly id: string;
  readonly args: readonly unknown[];
  readonly mode: QueueMode | undefined;
  readonly options: CallOptions;
  readonly takesStreams: boolean | undefined;
}

async function performCall(page: CallingPage, asked: AskedCall): Promise<unknown> {
  const { id, args, mode, options, takesStreams } = asked;
  const { router, queue } = page;
  const { submissions } = page.ports;
  const { url } = router;
  const replaced = new AbortController();
  const signal =
    options.signal === undefined
      ? replaced.signal
      : AbortSignal.any([options.signal, replaced.signal]);
  const submission = submissions?.callBegun(args);
  const temporaryReferences = createTemporaryReferenceSet();
  // Begun at once, so that the arguments are those of the moment of the call, whenever it goes out.
  const encoding = encodeReply(trimArguments(id, args), { temporaryReferences });
  const { turn, leave } = queue.enter(id, mode, () =>
    replaced.abort(new DOMException("A newer call took its place.", "AbortError")),
  );
  try {
    const preparing = preparePost({ onProgress: options.onUploadProgress, takesStreams });
    const [body, post] = await unlessAborted(Promise.all([encoding, preparing, turn]), signal);
    const encoded: EncodedCall = { id, url, body, temporaryReferences, signal, post };
    const { outcome } = await exchangeOverBuilds(page, encoded, submission);
    return settle(outcome);
  } finally {
    leave();
    submissions?.callSettled(submission);
  }
}

/** Waits for what comes before a call is sent; a call that is given up by then never ran. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(abortedError(signal.reason, "not-sent"));
    signal.addEventListener("abort", end);
    const settled = (): void => signal.removeEventListener("abort", end);
    work.finally(settled).then(resolve, reject);
    if (signal.aborted) end();
  });
}

interface EncodedCall {
  readonly id: string;
  readonly url: string;
  readonly body: string | FormData;
  readonly temporaryReferences: unknown;
  /** Ends the call, wherever it is. */
  readonly signal: AbortSignal;
  readonly post: Poster | undefined;
}

/** Exchanges a call; one that was refused as being of another build never ran, so it may be made once more. */
async function exchangeOverBuilds(
  page: CallingPage,
  encoded: EncodedCall,
  submission: Submission | undefined,
): Promise<Answer["payload"]> {
  const { skew } = page.ports;
  try {
    const payload = await exchange(page, encoded);
    skew?.callAnswered();
    return payload;
  } catch (error) {
    const id = parseActionId(encoded.id);
    const isSkew = isActionError(error) && error.code === "SKEW";
    if (!isSkew || skew === undefined || id === undefined) throw error;
    if ((await skew.recover({ lookup: lookupOf(id), submission })) === "refuse") throw error;
    return exchange(page, encoded);
  }
}

async function exchange(page: CallingPage, encoded: EncodedCall): Promise<Answer["payload"]> {
  const { router, ports } = page;
  const { temporaryReferences, ...call } = encoded;
  const sent = router.callSent();
  const { build, keys, prints, beside } = sent;
  const { endpoint } = router;
  const outgoing = { ...call, callId: newCallId(), endpoint, build, keys, prints, beside };
  let answer: Answer;
  try {
    answer = await repeatCall(
      async () => readAnswer(await sendCall(outgoing), temporaryReferences, call.signal),
      ports.retries ?? browserRetryPorts,
      call.signal,
    );
  } catch (error) {
    router.callFailed(sent);
    throw error;
  }
  await router.callAnswered(sent, answer.payload, answer.revalidated);
  return answer.payload;
}

function settle(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case "returned":
      return outcome.value;
    case "threw":
      throw thrownError(outcome);
    case "redirected":
      throw followedRedirect(outcome.location, outcome.replace ? "replace" : "push");
    case "not-found":
    case "unauthorized":
    case "forbidden":
      throw signalError({ kind: outcome.kind });
    default:
      return unreachable(outcome);
  }
}

function thrownError({ digest, error }: Extract<Outcome, { kind: "threw" }>): Error {
  if (error !== undefined) {
    const { code, message, status, data } = error;
    return Object.assign(new ActionError(code, message, { status, data }), { digest });
  }
  const sentence = `The action failed on the server. Its log tells why, under the digest ${digest}.`;
  return Object.assign(new Error(sentence), { digest });
}
