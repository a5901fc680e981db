import type { Answered } from "../storage/index.ts";
import type { Begun, CallRecordOptions } from "./begun.ts";
import type { CallToRecord } from "./call-state.ts";
import { recordAlone } from "./record-alone.ts";
import { recordForOthers } from "./record-for-others.ts";

/** Remembers calls, so that none runs twice under one id while the store is intact. */
export interface CallRecord {
  /** Asks whether a call may run, and if so records that it does. `waitMs`: how long to wait for the end of one that runs; 0 by default. */
  readonly begin: (call: CallToRecord, waitMs?: number) => Answered<Begun>;
}

const dayMs = 86_400_000;

/** Makes the record of calls over a store. */
export function createCallRecord(options: CallRecordOptions): CallRecord {
  const record = { leaseMs: 30_000, keepMs: dayMs, now: Date.now, ...options };
  const ask = record.store.isPrivate === true ? recordAlone(record) : recordForOthers(record);
  return {
    begin: (call, waitMs = 0) =>
      waitMs === 0 ? ask(call) : askUntilEnded(() => ask(call), waitMs),
  };
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
