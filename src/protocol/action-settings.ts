/** What one action sets for itself with `configure(settings, fn)`; what is absent is as the app has it. */
export interface ActionSettings {
  /** Bytes of the body of a call. */
  readonly maxBodyBytes?: number;
  /** From its start until its outcome. */
  readonly timeoutMs?: number;
  /** What its arguments may hold beside plain values: streams and async iterables, or references to actions with bound arguments. */
  readonly accepts?: readonly AcceptedKind[];
  /** Calls that one principal may begin in a minute. */
  readonly callsPerMinute?: number;
  /** How many arguments at the front must have been bound with `seal`. */
  readonly sealed?: number;
  /** How the browser orders calls to it. */
  readonly dispatch?: DispatchMode;
}

/** Kinds of arguments that only an action that asks for them gets. */
export type AcceptedKind = "streams" | "references";

/** `ordered` after earlier calls to the same action, `parallel` at once, `latest` in place of an earlier call, which is aborted. */
export type DispatchMode = "ordered" | "parallel" | "latest";
