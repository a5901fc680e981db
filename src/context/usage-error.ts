/** Why a call of one of the package's functions was refused; each has a page `docs/errors/<code>.mdx`. */
export type UsageCode =
  | "outside-request"
  | "wrong-phase"
  | "read-only-headers"
  | "invalid-redirect"
  | "invalid-cookie"
  | "invalid-revalidate-path"
  | "invalid-revalidate-tag"
  | "invalid-after-task"
  | "invalid-response-url"
  | "invalid-use-server-value"
  | "invalid-cache-tag"
  | "invalid-cache-life"
  | "invalid-cache-options"
  | "outside-cached-function"
  | "request-in-cached-function"
  | "uncacheable-value"
  | "dynamic-read"
  | "fetch-cache-conflict"
  | "static-params-invalid"
  | "upload-is-coming";

/**
 * Tells a developer that a function of the package was called wrongly: what happened, why, what to do.
 * The message ends with the code in parentheses.
 * @example new UsageError("invalid-redirect", "redirect() was given an empty string. Pass a path, e.g. \"/\".")
 */
export class UsageError extends Error {
  readonly code: UsageCode;

  constructor(code: UsageCode, sentences: string, options?: ErrorOptions) {
    super(`${sentences} (${code})`, options);
    this.name = "UsageError";
    this.code = code;
  }
}

/** Writes a value from outside for a message: escaped and cut at 128 characters, anything but a string by its type only. */
export function quoteValue(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 128 ? `${value.slice(0, 127)}…` : value);
  if (value === null) return "null";
  if (value === undefined) return "undefined";
  const type = typeof value;
  return type === "object" ? "an object" : `a ${type}`;
}
