/** The codes as types, the only part of the catalogue that the browser needs. */

/** What the endpoint may answer in `edict-error`, and what the browser adds to it. */
export type RefusalCode =
  | "MALFORMED"
  | "ORIGIN"
  | "NOT_FOUND"
  | "METHOD"
  | "BODY_TIMEOUT"
  | "SKEW"
  | "IN_PROGRESS"
  | "UNKNOWN_OUTCOME"
  | "TOO_LARGE"
  | "MEDIA"
  | "HOST"
  | "KEY_REUSED"
  | "RATE_LIMITED"
  | "FAILED"
  | "BUSY"
  | "TIMEOUT";

/** Codes that only the browser gives. */
export type BrowserCode = "NETWORK" | "INTERCEPTED" | "ABORTED";

/** Codes that reject nothing: they stand in the log and in the browser's console. */
export type NoticeCode = "REVALIDATION_FAILED";

/** Severity of a diagnostic. An error fails `edict check` and `edict build`. */
export type Severity = "error" | "warning";
