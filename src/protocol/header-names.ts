/** Names of every header of the wire, lower case. */
export const headerNames = {
  /** Action id of a call: 50 lower-case hex characters. */
  action: "edict-action",
  /** `<build id>.<wire version>` of the sender. */
  build: "edict-build",
  /** UUID of the call, kept over its automatic retries. */
  call: "edict-call",
  /** Canonical path of the page that started the call; after it, separated by spaces, those of other pages of which parts are on screen. */
  page: "edict-page",
  /** Keys of the segments the browser holds, `encodeURIComponent`ed, comma separated. Its presence with `accept: text/x-component` asks for segments. */
  segments: "edict-segments",
  /** Keys of the segments on screen, each with `=` and its print where one is known, written as those of `edict-segments`. */
  prints: "edict-prints",
  /** Answer: returned | threw | redirected | not-found | unauthorized | forbidden. */
  outcome: "edict-outcome",
  /** Answer: none | data | all. */
  revalidated: "edict-revalidated",
  /** Answer: `failed` where a revalidation did not reach the cache's store. */
  revalidation: "edict-revalidation",
  /** Answer, in development: hit | stale | miss. */
  cache: "edict-cache",
  /** Answer: a refusal's code. */
  error: "edict-error",
  /** Answer of TOO_LARGE: the limit in bytes. */
  limit: "edict-limit",
} as const;

/** Content type of Flight. */
export const flightType = "text/x-component";
