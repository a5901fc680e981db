import { andThen } from "../base/index.ts";
import type { Answered } from "../storage/index.ts";
import {
  judgeRepetition,
  type Begun,
  type AskRecord,
  type RecordParts,
  type RunningCall,
} from "./begun.ts";
import { writeDone, type CallToRecord, type RecordedEnd } from "./call-state.ts";

/**
 * Records calls in a store that nobody else sees: that a call runs only this process must know, which needs no lease, and
 * each call is written once, when it ended. Half the work of a record that others read.
 */
export function recordAlone({ store, keepMs, now }: RecordParts): AskRecord {
  const running = new Map<string, CallToRecord>();
  const ask = (call: CallToRecord, present: string | undefined): Begun => {
    const same = running.get(call.key);
    if (same !== undefined)
      return same.content === call.content && same.principal === call.principal
        ? { kind: "running" }
        : { kind: "other" };
    if (present !== undefined) return judgeRepetition(call, present, now());
    running.set(call.key, call);
    return { kind: "run", running: new LoneCall(call, end) };
  };
  const end = (call: CallToRecord, state: string): Answered<void> =>
    // One whose end cannot be written stays one that runs: it is not run again.
    andThen(store.set(call.key, state, keepMs), () => void running.delete(call.key));
  return (call) => andThen(store.get(call.key), (present) => ask(call, present));
}

/** A call that runs here. */
class LoneCall implements RunningCall {
  readonly #call: CallToRecord;
  readonly #end: (call: CallToRecord, state: string) => Answered<void>;

  constructor(call: CallToRecord, end: (call: CallToRecord, state: string) => Answered<void>) {
    this.#call = call;
    this.#end = end;
  }

  end(end: RecordedEnd): Answered<void> {
    return this.#end(this.#call, writeDone(this.#call, end));
  }
}
