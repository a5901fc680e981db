import type { RefusalCode } from "../errors/codes.ts";

/** An answer given before the action ran. `reason` goes to the log only, never on the wire. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly reason: string;
  /** TOO_LARGE: the limit that was passed, in bytes. */
  readonly limitBytes?: number;
  /** BUSY, RATE_LIMITED, IN_PROGRESS: seconds until another try makes sense. */
  readonly retryAfterSeconds?: number;
  /** The config line that would change the verdict, for the log. */
  readonly configLine?: string;
}

/** HTTP status of each refusal. */
export const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  MALFORMED: 400,
  ORIGIN: 403,
  NOT_FOUND: 404,
  METHOD: 405,
  BODY_TIMEOUT: 408,
  SKEW: 409,
  IN_PROGRESS: 409,
  UNKNOWN_OUTCOME: 409,
  TOO_LARGE: 413,
  MEDIA: 415,
  HOST: 421,
  KEY_REUSED: 422,
  RATE_LIMITED: 429,
  FAILED: 500,
  BUSY: 503,
  TIMEOUT: 504,
};
