import type { DispatchMode } from "../protocol/index.ts";
import type { UploadProgress } from "./post-with-progress.ts";

/** How one call is made, beside its arguments. */
export interface CallOptions {
  /** Gives the call up, wherever it is: it then rejects with the `ActionError` ABORTED, and the action's own signal aborts. */
  readonly signal?: AbortSignal | undefined;
  /** How the call waits for others. Default: as its action says. */
  readonly dispatch?: DispatchMode | undefined;
  /** Told how much of the arguments was sent, and once more from the beginning when the call is sent again. */
  readonly onUploadProgress?: ((progress: UploadProgress) => void) | undefined;
}

const optionsBrand: unique symbol = Symbol.for("edict.call-options") as never;

/** Options on their way to the call: one more argument, which never leaves the browser. */
export interface CarriedOptions {
  readonly [optionsBrand]: CallOptions;
  /** Whether a call took them: what is no action lets them fall. */
  taken: boolean;
}

/** Packs options, to be given behind the arguments of an action: React hands on what it does not know. */
export function carryOptions(options: CallOptions): CarriedOptions {
  return { [optionsBrand]: options, taken: false };
}

/** Takes the options out of the arguments of a call. */
export function takeOptions(given: readonly unknown[]): {
  readonly args: readonly unknown[];
  readonly options: CallOptions;
} {
  const last = given.at(-1);
  if (!isCarried(last)) return { args: given, options: {} };
  last.taken = true;
  return { args: given.slice(0, -1), options: last[optionsBrand] };
}

function isCarried(value: unknown): value is CarriedOptions {
  return typeof value === "object" && value !== null && Object.hasOwn(value, optionsBrand);
}
