import type { ByteSize } from "../base/index.ts";
import type { AcceptedKind, DispatchMode } from "../protocol/index.ts";

/** What one action sets for itself; what is absent is as the app has it. */
export interface ActionConfig {
  /** Bytes of the body of a call, e.g. `"50mb"`. */
  readonly bodySizeLimit?: ByteSize;
  /** Seconds from its start until its outcome, at most a day. */
  readonly timeoutSeconds?: number;
  /** What its arguments may hold beside plain values. Default: neither. */
  readonly accepts?: readonly AcceptedKind[];
  /** How many arguments at the front must have been bound with `seal`: a call that brings another is refused. Default: 0. */
  readonly sealed?: number;
  /** How the browser orders calls to it. Default: `ordered`. */
  readonly dispatch?: DispatchMode;
  /** Calls that one visitor may begin. Default: as many as come. */
  readonly rateLimit?: { readonly perMinute: number };
}

/**
 * Gives one action settings of its own, and returns it: `export const upload = configure({ bodySizeLimit: "50mb" }, async (file: File) => …)`
 * in a "use server" file, or around a function with the directive. The compiler reads the settings from the
 * source, so they are written out as literals; whatever it cannot read is `action-settings-invalid`.
 */
export function configure<F extends (...args: never[]) => unknown>(
  _settings: ActionConfig,
  action: F,
): F {
  return action;
}
