import { andThen } from "../base/index.ts";
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
  const { store, leaseMs = 30_000, keepMs = dayMs, now = Date.now } = options;
  const leases = createLeases(options);
  const judge = (call: CallToRecord, present: string | undefined, mine: string): Begun =>
    present === undefined
      ? { kind: "run", running: startRunning(call, mine) }
      : judgeRepetition(call, readCallState(present), now());
  const startRunning = (call: CallToRecord, state: string): RunningCall => {
    const lease = leases.start(call, state);
    return {
      end: ({ kept, principalAfter }) => {
        lease.end();
        const principals =
          principalAfter === undefined || principalAfter === call.principal
            ? [call.principal]
            : [call.principal, principalAfter];
        return store.set(call.key, writeDone({ content: call.content, principals, kept }), keepMs);
      },
    };
  };
  const ask = (call: CallToRecord): Answered<Begun> => {
    const mine = writeRunning(call, now() + leaseMs);
    return andThen(store.setIfAbsent(call.key, mine, keepMs), (present) =>
      judge(call, present, mine),
    );
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

interface Lease {
  readonly end: () => void;
}

interface HeldLease {
  readonly call: CallToRecord;
  state: string;
  endsAt: number;
}

/** Renews the leases of all running calls by one timer: most calls end before it looks at them once. */
function createLeases({
  store,
  onError,
  leaseMs = 30_000,
  keepMs = dayMs,
  now = Date.now,
}: CallRecordOptions): { readonly start: (call: CallToRecord, state: string) => Lease } {
  const held = new Set<HeldLease>();
  const timing: { timer: NodeJS.Timeout | undefined } = { timer: undefined };
  const renew = async (lease: HeldLease): Promise<void> => {
    const endsAt = now() + leaseMs;
    const value = writeRunning(lease.call, endsAt);
    // Only over its own state: it may have ended meanwhile.
    const renewed = await store.replace(lease.call.key, {
      expected: lease.state,
      value,
      ttlMs: keepMs,
    });
    if (!renewed) return;
    lease.state = value;
    lease.endsAt = endsAt;
  };
  const tick = (): void => {
    if (held.size === 0) {
      clearInterval(timing.timer);
      timing.timer = undefined;
    }
    for (const lease of held)
      if (lease.endsAt - now() <= (leaseMs * 2) / 3) renew(lease).catch(onError);
  };
  return {
    start: (call, state) => {
      const lease: HeldLease = { call, state, endsAt: now() + leaseMs };
      held.add(lease);
      if (timing.timer === undefined) {
        timing.timer = setInterval(tick, leaseMs / 3);
        timing.timer.unref();
      }
      return { end: () => void held.delete(lease) };
    },
  };
}
