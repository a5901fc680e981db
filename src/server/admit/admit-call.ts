import { err, ok, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ServerLimits } from "../server-limits.ts";

/** The right to run one call; given back exactly once, however the call ends. */
export interface Slot {
  readonly release: () => void;
}

/** Gives out slots, per process. */
export interface Admission {
  /** Admits a call at once, later, or not at all (BUSY). */
  readonly admit: (bytes: number) => Result<Slot, Refusal> | Promise<Result<Slot, Refusal>>;
}

type AdmissionLimits = Pick<ServerLimits, "maxRunning" | "maxQueued" | "maxBodyBytesInFlight">;

interface Waiting {
  readonly bytes: number;
  readonly enter: (slot: Slot) => void;
}

/** Makes the admission of one server: a number of running calls, a budget of body bytes, and a queue in order of arrival. */
export function createAdmission(limits: AdmissionLimits): Admission {
  const queue: Waiting[] = [];
  let running = 0;
  let bytesInFlight = 0;

  // A body larger than the whole budget may still run alone: the limit of one body is checked elsewhere.
  const fits = (bytes: number): boolean =>
    running < limits.maxRunning &&
    (bytesInFlight === 0 || bytesInFlight + bytes <= limits.maxBodyBytesInFlight);

  const enter = (bytes: number): Slot => {
    running += 1;
    bytesInFlight += bytes;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        running -= 1;
        bytesInFlight -= bytes;
        admitWaiting();
      },
    };
  };

  const admitWaiting = (): void => {
    for (let next = queue[0]; next !== undefined && fits(next.bytes); next = queue[0]) {
      queue.shift();
      next.enter(enter(next.bytes));
    }
  };

  return {
    admit: (bytes) => {
      if (queue.length === 0 && fits(bytes)) return ok(enter(bytes));
      if (queue.length >= limits.maxQueued) return err(busy(running, bytesInFlight));
      return new Promise((resolve) => {
        queue.push({ bytes, enter: (slot) => resolve(ok(slot)) });
      });
    },
  };
}

/** Waits for a slot for this call, or refuses it. */
export function admitCall(
  admission: Admission,
  bytes: number,
): Result<Slot, Refusal> | Promise<Result<Slot, Refusal>> {
  return admission.admit(bytes);
}

function busy(running: number, bytes: number): Refusal {
  return {
    code: "BUSY",
    reason: `${running} calls run with ${bytes} bytes of bodies, and the queue is full`,
    retryAfterSeconds: 1,
    configLine: "serverActions: { maxRunning, maxQueued, maxBodyBytesInFlight }",
  };
}
