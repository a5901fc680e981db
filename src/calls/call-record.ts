import { andThen, RingMember } from "../base/index.ts";
import type { Answered, Store } from "../storage/index.ts";
import {
  readCallState,
  writeDone,
  writeRunning,
  type CallState,
  type CallToRecord,
} from "./call-state.ts";

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

/** What of the end of a call is recorded. */
export interface RecordedEnd {
  /** What a repetition is answered from; undefined for an end that cannot be kept. */
  readonly kept: string | undefined;
  /** Who the caller is once they have the answer, where it changes that: its cookies count as their own. */
  readonly principalAfter?: string;
}

/** Remembers calls, so that none runs twice under one id while the store is intact. */
export interface CallRecord {
  /** Asks whether a call may run, and if so records that it does. `waitMs`: how long to wait for the end of one that runs; 0 by default. */
  readonly begin: (call: CallToRecord, waitMs?: number) => Answered<Begun>;
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

const dayMs = 86_400_000;

/** Makes the record of calls over a store. */
export function createCallRecord(options: CallRecordOptions): CallRecord {
  const record = { leaseMs: 30_000, keepMs: dayMs, now: Date.now, ...options };
  const { store, leaseMs, keepMs, now } = record;
  const leases = createLeases(record);
  const ask = (call: CallToRecord): Answered<Begun> => {
    const endsAt = now() + leaseMs;
    const state = writeRunning(call, endsAt);
    const judge = (present: string | undefined): Begun => {
      if (present !== undefined) return judgeRepetition(call, readCallState(present), now());
      const running = new HeldCall(call, { state, endsAt }, record);
      leases.hold(running);
      return { kind: "run", running };
    };
    return andThen(store.setIfAbsent(call.key, state, keepMs), judge);
  };
  return {
    begin: (call, waitMs = 0) =>
      waitMs === 0 ? ask(call) : askUntilEnded(() => ask(call), waitMs),
  };
}

function judgeRepetition(call: CallToRecord, state: CallState, now: number): Begun {
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

/** Looks again, ever less often, until the call has ended or the time is over. */
async function askUntilEnded(ask: () => Answered<Begun>, waitMs: number): Promise<Begun> {
  const endsAt = performance.now() + waitMs;
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 500)) {
    const begun = await ask();
    if (begun.kind !== "running" || performance.now() + pauseMs > endsAt) return begun;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

type RecordParts = Required<CallRecordOptions>;

/** What the store was told last of a call that runs. */
interface Lease {
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** A call that runs here; a member of those whose leases are renewed. */
class HeldCall extends RingMember implements RunningCall {
  readonly call: CallToRecord;
  lease: Lease;
  readonly #record: RecordParts;

  constructor(call: CallToRecord, lease: Lease, record: RecordParts) {
    super();
    this.call = call;
    this.lease = lease;
    this.#record = record;
  }

  end({ kept, principalAfter }: RecordedEnd): Answered<void> {
    this.leave(); // its lease is not renewed any more
    const { key, content, principal } = this.call;
    const principals =
      principalAfter === undefined || principalAfter === principal
        ? [principal]
        : [principal, principalAfter];
    const { store, keepMs } = this.#record;
    return store.set(key, writeDone({ content, principals, kept }), keepMs);
  }
}

/** Renews the leases of all running calls by one timer: most calls end before it looks at them once. */
function createLeases(record: RecordParts): { readonly hold: (call: HeldCall) => void } {
  const { store, onError, leaseMs, keepMs, now } = record;
  const nobody: CallToRecord = { key: "", content: "", principal: "" };
  // Both ends of the list of running calls.
  const ends = new HeldCall(nobody, { state: "", endsAt: 0 }, record);
  const timing: { timer: NodeJS.Timeout | undefined } = { timer: undefined };
  const renew = async (held: HeldCall): Promise<void> => {
    const endsAt = now() + leaseMs;
    const state = writeRunning(held.call, endsAt);
    const { key } = held.call;
    // Only over its own state: it may have ended meanwhile.
    const expected = held.lease.state;
    const renewed = await store.replace(key, { expected, value: state, ttlMs: keepMs });
    if (renewed) held.lease = { state, endsAt };
  };
  const tick = (): void => {
    if (ends.next === ends) {
      clearInterval(timing.timer);
      timing.timer = undefined;
    }
    for (let held = ends.next; held !== ends; held = held.next)
      if (held.lease.endsAt - now() <= (leaseMs * 2) / 3) renew(held).catch(onError);
  };
  return {
    hold: (call) => {
      ends.append(call);
      if (timing.timer !== undefined) return;
      timing.timer = setInterval(tick, leaseMs / 3);
      timing.timer.unref();
    },
  };
}
