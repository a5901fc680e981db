import { andThen, RingMember } from "../base/index.ts";
import type { Answered } from "../storage/index.ts";
import { judgeRepetition, type AskRecord, type RecordParts, type RunningCall } from "./begun.ts";
import { writeDone, writeRunning, type CallToRecord, type RecordedEnd } from "./call-state.ts";

/**
 * Records calls in a store that other processes see: that a call runs is written there under a lease, so that they know of
 * it, and know when its process died.
 */
export function recordForOthers(record: RecordParts): AskRecord {
  const { store, leaseMs, keepMs, now } = record;
  const leases = createLeases(record);
  return (call) => {
    const endsAt = now() + leaseMs;
    const state = writeRunning(call, endsAt);
    return andThen(store.setIfAbsent(call.key, state, keepMs), (present) => {
      if (present !== undefined) return judgeRepetition(call, present, now());
      const running = new HeldCall(call, { state, endsAt }, record);
      leases.hold(running);
      return { kind: "run", running };
    });
  };
}

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

  end(end: RecordedEnd): Answered<void> {
    this.leave(); // its lease is not renewed any more
    const { store, keepMs } = this.#record;
    return store.set(this.call.key, writeDone(this.call, end), keepMs);
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
