import { RingMember } from "../base/index.ts";

/** One running deadline. */
export interface Deadline {
  /** Ends it: its time no longer passes. */
  readonly clear: () => void;
  /** Starts it again, with its whole time. */
  readonly refresh: () => void;
}

/** Deadlines of one length. */
export interface DeadlineQueue {
  readonly start: (onPass: () => void) => Deadline;
}

/**
 * Makes deadlines that all last `lengthMs`: they pass in the order they were started, so one timer serves them all.
 * A timer of its own for each would cost every call several microseconds; `isolated` gives it one all the same, for a host
 * that ends the timers of a request with it.
 */
export function createDeadlineQueue(lengthMs: number, isolated = false): DeadlineQueue {
  if (isolated) return { start: (onPass) => startAlone(lengthMs, onPass) };
  // What follows it is always the next to pass.
  const ends = new QueuedDeadline(() => undefined, lengthMs);
  const state: { timer: NodeJS.Timeout | undefined } = { timer: undefined };

  const arm = (delayMs: number): void => {
    const timer = setTimeout(passDue, delayMs);
    // What a deadline guards keeps the process up by itself; the timer may outlive all of them.
    timer.unref();
    state.timer = timer;
  };
  const passDue = (): void => {
    state.timer = undefined;
    const now = performance.now();
    for (let { next } = ends; next !== ends; { next } = ends) {
      if (next.passesAt > now) return arm(next.passesAt - now);
      next.leave();
      next.onPass();
    }
  };
  return {
    start: (onPass) => {
      const deadline = new QueuedDeadline(onPass, lengthMs, ends);
      if (state.timer === undefined) arm(lengthMs);
      return deadline;
    },
  };
}

class QueuedDeadline extends RingMember implements Deadline {
  readonly #lengthMs: number;
  readonly #ends: QueuedDeadline;
  readonly onPass: () => void;
  passesAt: number;

  constructor(onPass: () => void, lengthMs: number, ends?: QueuedDeadline) {
    super();
    this.onPass = onPass;
    this.#lengthMs = lengthMs;
    this.#ends = ends ?? this;
    this.passesAt = performance.now() + lengthMs;
    if (ends !== undefined) ends.append(this);
  }

  clear(): void {
    this.leave();
  }

  refresh(): void {
    // What passed or was cleared is alone.
    if (this.next === this) return;
    this.leave();
    this.passesAt = performance.now() + this.#lengthMs;
    this.#ends.append(this);
  }
}

function startAlone(lengthMs: number, onPass: () => void): Deadline {
  let timer = setTimeout(pass, lengthMs);
  let over = false;
  function pass(): void {
    over = true;
    onPass();
  }
  return {
    clear: () => {
      over = true;
      clearTimeout(timer);
    },
    refresh: () => {
      if (over) return;
      clearTimeout(timer);
      timer = setTimeout(pass, lengthMs);
    },
  };
}
