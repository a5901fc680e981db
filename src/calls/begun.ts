import type { Answered, Store } from "../storage/index.ts";
import { readCallState, type CallToRecord, type RecordedEnd } from "./call-state.ts";

/** What is known of a call that is about to begin. */
export type Begun =
  /** It never began before: run it, and say how it ended. */
  | { readonly kind: "run"; readonly running: RunningCall }
  /** It ran, and this was kept of its end. */
  | { readonly kind: "ended"; readonly kept: string }
  | { readonly kind: "running" }
  /** The id belongs to a call with another content, or to another principal. */
  | { readonly kind: "other" }
  /** It began and will not run again; `reason` ends a sentence for the log. */
  | { readonly kind: "unknown"; readonly reason: string };

/** A call that runs now. */
export interface RunningCall {
  /** Records its end, before its answer goes out. */
  readonly end: (end: RecordedEnd) => Answered<void>;
}

/** How calls are recorded. */
export interface CallRecordOptions {
  readonly store: Store;
  /** Told what fails while a lease is renewed. */
  readonly onError: (error: unknown) => void;
  /** How long a call counts as running without a sign of its process. Default: 30 s. */
  readonly leaseMs?: number;
  /** How long a call is remembered. Default: 24 h. */
  readonly keepMs?: number;
  /** Milliseconds since 1970, the same for all processes. Default: `Date.now`. */
  readonly now?: () => number;
}

/** The same with its defaults. */
export type RecordParts = Required<CallRecordOptions>;

/** Asks whether a call may run, and if so records that it does. */
export type AskRecord = (call: CallToRecord) => Answered<Begun>;

/** Says what a call is whose key the store knows. */
export function judgeRepetition(call: CallToRecord, text: string, now: number): Begun {
  const state = readCallState(text);
  if (state.content !== call.content || !state.principals.includes(call.principal))
    return { kind: "other" };
  if (state.kind === "done")
    return state.kept === undefined
      ? { kind: "unknown", reason: "it ended with what is not kept: a stream, a page or too much" }
      : { kind: "ended", kept: state.kept };
  return state.leaseEndsAt > now
    ? { kind: "running" }
    : { kind: "unknown", reason: "its process gave no sign any more while it ran" };
}
