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
 * A timer of its own for each would cost every call several microseconds.
 */
export function createDeadlineQueue(lengthMs: number): DeadlineQueue {
  // A Set keeps the order of insertion: its first member is always the next to pass.
  const waiting = new Set<QueuedDeadline>();
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
    for (const deadline of waiting) {
      if (deadline.passesAt > now) return arm(deadline.passesAt - now);
      waiting.delete(deadline);
      deadline.onPass();
    }
  };
  return {
    start: (onPass) => {
      const deadline = new QueuedDeadline(waiting, lengthMs, onPass);
      if (state.timer === undefined) arm(lengthMs);
      return deadline;
    },
  };
}

class QueuedDeadline implements Deadline {
  readonly #waiting: Set<QueuedDeadline>;
  readonly #lengthMs: number;
  readonly onPass: () => void;
  passesAt: number;

  constructor(waiting: Set<QueuedDeadline>, lengthMs: number, onPass: () => void) {
    this.#waiting = waiting;
    this.#lengthMs = lengthMs;
    this.onPass = onPass;
    this.passesAt = performance.now() + lengthMs;
    waiting.add(this);
  }

  clear(): void {
    this.#waiting.delete(this);
  }

  refresh(): void {
    if (!this.#waiting.delete(this)) return;
    this.passesAt = performance.now() + this.#lengthMs;
    this.#waiting.add(this);
  }
}
