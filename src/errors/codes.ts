/** The codes and the names of their pages, the only part of the catalogue that the browser needs. */

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

/** The page of each code, in `docs/errors`, without its ending. */
export const codePages: Readonly<Record<RefusalCode | BrowserCode | NoticeCode, string>> = {
  MALFORMED: "malformed-call",
  ORIGIN: "origin-refused",
  NOT_FOUND: "action-not-found",
  METHOD: "method-refused",
  BODY_TIMEOUT: "body-timeout",
  SKEW: "build-skew",
  IN_PROGRESS: "call-in-progress",
  UNKNOWN_OUTCOME: "unknown-outcome",
  TOO_LARGE: "body-too-large",
  MEDIA: "media-type-refused",
  HOST: "host-refused",
  KEY_REUSED: "call-id-reused",
  RATE_LIMITED: "rate-limited",
  FAILED: "action-threw",
  BUSY: "server-busy",
  TIMEOUT: "action-timeout",
  NETWORK: "network-failure",
  INTERCEPTED: "answer-intercepted",
  ABORTED: "call-aborted",
  REVALIDATION_FAILED: "revalidation-failed",
};

/** Severity of a diagnostic. An error fails `edict check` and `edict build`. */
export type Severity = "error" | "warning";
