/** One thing that `edict doctor` looked at. */
export interface Finding {
  readonly area: "versions" | "secrets" | "configuration";
  /** What was looked at, e.g. `react` or `EDICT_KEYS`. */
  readonly subject: string;
  /** An error keeps the app from running, or from running safely; a warning is a risk. */
  readonly severity: "ok" | "warning" | "error";
  readonly message: string;
  /** What to do; absent where nothing is wrong. */
  readonly hint?: string;
}
