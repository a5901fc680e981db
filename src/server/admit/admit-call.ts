import { err, ok, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ServerLimits } from "../server-limits.ts";
import type { ServerRequest } from "../server-request.ts";

/** The right to run one call; given back exactly once, however the call ends. */
export interface Slot {
  readonly release: () => void;
  /**
   * Holds this many bytes more, of what was not to be kept; one at a time. Resolves once there is room, or nobody else holds
   * more than they came with, so that those who wait for each other never all wait; or with `release`.
   */
  readonly hold: (bytes: number) => Promise<void>;
}

/** Gives out slots, per process. */
export interface Admission {
  /** Admits a call at once, later, or not at all: BUSY, or MALFORMED where its visitor left while it waited. */
  readonly admit: (bytes: number, visitor: Visitor) => Admitted | Promise<Admitted>;
}

/** A slot, or why there is none. */
export type Admitted = Result<Slot, Refusal>;

/** Whoever waits for a slot; the signal is asked for only then. */
type Visitor = Pick<ServerRequest, "signal">;

type AdmissionLimits = Pick<ServerLimits, "maxRunning" | "maxQueued" | "maxBodyBytesInFlight">;

interface Waiting {
  readonly bytes: number;
  readonly settle: (admitted: Admitted) => void;
}

/** What slots are taken from. */
interface Pool {
  readonly leave: (slot: RunningSlot) => void;
  readonly growWaiting: () => void;
  /** Those that wait until they may hold more, in order. */
  readonly growing: RunningSlot[];
}

/** Methods, no closures: every call has one. */
class RunningSlot implements Slot {
  readonly #pool: Pool;
  readonly bytes: number;
  /** Held on top of `bytes`. */
  grownBytes = 0;
  /** Bytes to be held as soon as there is room. */
  wantedBytes = 0;
  #grant: (() => void) | undefined;
  #isReleased = false;

  constructor(pool: Pool, bytes: number) {
    this.#pool = pool;
    this.bytes = bytes;
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#pool.leave(this);
    this.#grant?.();
  }

  hold(bytes: number): Promise<void> {
    if (this.#isReleased) return Promise.resolve();
    return new Promise((resolve) => {
      this.wantedBytes = bytes;
      this.#grant = resolve;
      this.#pool.growing.push(this);
      this.#pool.growWaiting();
    });
  }

  grow(): void {
    this.grownBytes += this.wantedBytes;
    this.wantedBytes = 0;
    this.#grant?.();
  }
}

/** Makes the admission of one server: a number of running calls, a budget of body bytes, and a queue in order of arrival. */
export function createAdmission(limits: AdmissionLimits): Admission {
  const queue: Waiting[] = [];
  let running = 0;
  let bytesInFlight = 0;
  /** Of those in flight the ones that came on top. */
  let grownBytes = 0;

  // A body larger than the whole budget may still run alone: the limit of one body is checked elsewhere.
  const fits = (bytes: number): boolean =>
    running < limits.maxRunning &&
    (bytesInFlight === 0 || bytesInFlight + bytes <= limits.maxBodyBytesInFlight);

  const leave = (slot: RunningSlot): void => {
    running -= 1;
    bytesInFlight -= slot.bytes + slot.grownBytes;
    grownBytes -= slot.grownBytes;
    if (growing.includes(slot)) growing.splice(growing.indexOf(slot), 1);
    growWaiting();
    admitWaiting();
  };

  const growWaiting = (): void => {
    for (let [next] = growing; next !== undefined; [next] = growing) {
      const { wantedBytes } = next;
      if (grownBytes > 0 && bytesInFlight + wantedBytes > limits.maxBodyBytesInFlight) return;
      growing.shift();
      grownBytes += wantedBytes;
      bytesInFlight += wantedBytes;
      next.grow();
    }
  };

  const growing: RunningSlot[] = [];
  const pool: Pool = { leave, growWaiting, growing };
  const enter = (bytes: number): Slot => {
    running += 1;
    bytesInFlight += bytes;
    return new RunningSlot(pool, bytes);
  };

  const admitWaiting = (): void => {
    for (let next = queue[0]; next !== undefined && fits(next.bytes); next = queue[0]) {
      queue.shift();
      next.settle(ok(enter(next.bytes)));
    }
  };

  // Who left would otherwise keep others from the queue, and later hold a slot until the deadline of its body.
  const dropOut = (waiting: Waiting): void => {
    queue.splice(queue.indexOf(waiting), 1);
    waiting.settle(err(left));
    admitWaiting();
  };

  const wait = (bytes: number, { signal }: Visitor): Promise<Admitted> =>
    new Promise((resolve) => {
      const onAbort = (): void => dropOut(waiting);
      const settle = (admitted: Admitted): void => {
        signal.removeEventListener("abort", onAbort);
        resolve(admitted);
      };
      const waiting: Waiting = { bytes, settle };
      queue.push(waiting);
      if (signal.aborted) dropOut(waiting);
      else signal.addEventListener("abort", onAbort, { once: true });
    });

  return {
    admit: (bytes, visitor) => {
      if (queue.length === 0 && fits(bytes)) return ok(enter(bytes));
      if (queue.length >= limits.maxQueued) return err(busy(running, bytesInFlight));
      return wait(bytes, visitor);
    },
  };
}

/** Waits for a slot for this call, or refuses it. */
export function admitCall(
  admission: Admission,
  bytes: number,
  visitor: Visitor,
): Admitted | Promise<Admitted> {
  return admission.admit(bytes, visitor);
}

const left: Refusal = {
  code: "MALFORMED",
  reason: "its visitor left while it waited for a slot",
};

function busy(running: number, bytes: number): Refusal {
  return {
    code: "BUSY",
    reason: `${running} calls run with ${bytes} bytes of bodies, and the queue is full`,
    retryAfterSeconds: 1,
    configLine: "serverActions: { maxRunning, maxQueued, maxBodyBytesInFlight }",
  };
}
