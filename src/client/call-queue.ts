import {
  dispatch,
  noCalls,
  type DispatchEvent,
  type DispatchState,
  type QueueMode,
} from "./dispatch.ts";

/** Lets calls wait for their turn; the rule is in `dispatch`. */
export class CallQueue {
  #state: DispatchState = noCalls;
  #lastCall = 0;
  #tickEnds = false;
  readonly #waiting = new Map<number, () => void>();
  readonly #aborts = new Map<number, () => void>();

  /**
   * Enters a call to `action` in the queue; `turn` resolves when it may go out, `leave` must be called when it has settled.
   * `replaced` is called when a newer call takes its place.
   */
  enter(
    action: string,
    mode: QueueMode = "ordered",
    replaced: () => void = () => undefined,
  ): { readonly turn: Promise<void>; readonly leave: () => void } {
    const call = ++this.#lastCall;
    this.#aborts.set(call, replaced);
    const turn = new Promise<void>((resolve) => this.#waiting.set(call, resolve));
    this.#apply({ kind: "begun", call, action, mode });
    this.#endTick();
    const leave = (): void => {
      this.#waiting.delete(call);
      this.#aborts.delete(call);
      this.#apply({ kind: "settled", call });
    };
    return { turn, leave };
  }

  /** A tick lasts until the microtasks that are queued by now have run: `Promise.all` over calls is one tick, two key presses never are. */
  #endTick(): void {
    if (this.#tickEnds) return;
    this.#tickEnds = true;
    queueMicrotask(() => {
      this.#tickEnds = false;
      this.#apply({ kind: "tick-ended" });
    });
  }

  #apply(event: DispatchEvent): void {
    const { state, start, abort } = dispatch(this.#state, event);
    this.#state = state;
    for (const call of abort) this.#aborts.get(call)?.();
    for (const call of start) {
      this.#waiting.get(call)?.();
      this.#waiting.delete(call);
    }
  }
}
