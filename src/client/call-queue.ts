import { dispatch, noCalls, type DispatchEvent, type DispatchState } from "./dispatch.ts";

/** Lets calls wait for their turn; the rule is in `dispatch`. */
export class CallQueue {
  #state: DispatchState = noCalls;
  #lastCall = 0;
  #tickEnds = false;
  readonly #waiting = new Map<number, () => void>();

  /** Enters a call to `action` in the queue; `turn` resolves when it may go out, `leave` must be called when it has settled. */
  enter(action: string): { readonly turn: Promise<void>; readonly leave: () => void } {
    const call = ++this.#lastCall;
    const turn = new Promise<void>((resolve) => this.#waiting.set(call, resolve));
    this.#apply({ kind: "begun", call, action });
    this.#endTick();
    const leave = (): void => {
      this.#waiting.delete(call);
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
    const { state, start } = dispatch(this.#state, event);
    this.#state = state;
    for (const call of start) {
      this.#waiting.get(call)?.();
      this.#waiting.delete(call);
    }
  }
}
