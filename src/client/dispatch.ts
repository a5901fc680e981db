import type { DispatchMode } from "../protocol/index.ts";

/** How a call waits for others: as its action says, or `serial` where the app has one call at a time. */
export type QueueMode = DispatchMode | "serial";

/** A call that was begun and has not settled. */
interface OpenCall {
  readonly call: number;
  readonly action: string;
  readonly mode: QueueMode;
  /** The tick in which it was begun. */
  readonly tick: number;
  readonly started: boolean;
}

/** Which calls are open, and in which tick the page is. */
export interface DispatchState {
  readonly tick: number;
  readonly open: readonly OpenCall[];
}

/** What moves the queue of calls on. */
export type DispatchEvent =
  | {
      readonly kind: "begun";
      readonly call: number;
      readonly action: string;
      readonly mode: QueueMode;
    }
  | { readonly kind: "tick-ended" }
  | { readonly kind: "settled"; readonly call: number };

/** The queue after an event, and what must be done. */
export interface DispatchStep {
  readonly state: DispatchState;
  /** Calls that may go out now, in the order they were begun. */
  readonly start: readonly number[];
  /** Calls that a newer one takes the place of; they stay open until they have settled. */
  readonly abort: readonly number[];
}

/** A page that has called nothing yet. */
export const noCalls: DispatchState = { tick: 0, open: [] };

/**
 * Decides when a call goes out: calls begun in one tick together, a call to an action only after
 * the calls to the same action begun in earlier ticks have settled. Different actions never wait
 * for each other. Calls to a `parallel` action wait for nothing; one to a `latest` action goes out
 * at once, and those before it are aborted. A `serial` call waits for every earlier serial one.
 */
export function dispatch(state: DispatchState, event: DispatchEvent): DispatchStep {
  switch (event.kind) {
    case "tick-ended":
      return { state: { ...state, tick: state.tick + 1 }, start: [], abort: [] };
    case "begun": {
      const { call, action, mode } = event;
      const replaced = mode === "latest" ? state.open.filter((open) => open.action === action) : [];
      const open = [...state.open, { call, action, mode, tick: state.tick, started: false }];
      const step = startReady({ ...state, open });
      return { ...step, abort: replaced.map((each) => each.call) };
    }
    case "settled":
      return startReady({ ...state, open: state.open.filter(({ call }) => call !== event.call) });
  }
}

function startReady(state: DispatchState): DispatchStep {
  const start: number[] = [];
  const serial: number[] = [];
  const earliest = new Map<string, number>();
  const open = state.open.map((call) => {
    // Calls are kept in the order they were begun, so the first of an action has its lowest tick.
    const first = earliest.get(call.action) ?? call.tick;
    earliest.set(call.action, first);
    const waits =
      call.mode === "serial" ? serial.length > 0 : call.mode === "ordered" && call.tick > first;
    if (call.mode === "serial") serial.push(call.call);
    if (call.started || waits) return call;
    start.push(call.call);
    return { ...call, started: true };
  });
  return { state: { ...state, open }, start, abort: [] };
}
