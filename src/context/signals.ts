import { readSignalDigest, writeSignalDigest, type ControlSignal } from "../protocol/index.ts";
import { maybeStore } from "./current-store.ts";
import { redirectTarget } from "./redirect-target.ts";
import { quoteValue, UsageError } from "./usage-error.ts";

const signalBrand: unique symbol = Symbol.for("edict.signal");

/** How a redirect enters the browser's history. */
export type RedirectType = "push" | "replace";

/** What `redirect()` and its like throw. Its digest survives React, its brand does not. */
export interface SignalError extends Error {
  readonly digest: string;
}

/**
 * Ends the action or the render and sends the visitor to `url`; nothing after it runs.
 * Status 307, from an action 303. Code that catches errors must let it through: see `unstable_rethrow`.
 * @param url a path, or an absolute http(s) URL
 * @param type default: "push" in an action, "replace" elsewhere
 * @throws UsageError `invalid-redirect`
 * @example redirect(`/posts/${post.id}`)
 */
export function redirect(url: string, type?: RedirectType): never {
  throw signalError(redirectSignal("redirect", url, type, 307));
}

/**
 * Ends the action or the render and sends the visitor to `url` for good: status 308, from an action 303.
 * @throws UsageError `invalid-redirect`
 */
export function permanentRedirect(url: string, type?: RedirectType): never {
  throw signalError(redirectSignal("permanentRedirect", url, type, 308));
}

/** Ends the action or the render with status 404 and the nearest `not-found` page. */
export function notFound(): never {
  throw signalError({ kind: "not-found" });
}

/** Ends the action or the render with status 401 and the nearest `unauthorized` page: the visitor should sign in. */
export function unauthorized(): never {
  throw signalError({ kind: "unauthorized" });
}

/** Ends the action or the render with status 403 and the nearest `forbidden` page: the visitor may not do this. */
export function forbidden(): never {
  throw signalError({ kind: "forbidden" });
}

/**
 * Throws `error` again when it is a redirect or an interrupt, or was caused by one; otherwise returns.
 * @example try { await save() } catch (error) { unstable_rethrow(error); return { error: "Not saved" } }
 */
export function unstable_rethrow(error: unknown): void {
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    seen.add(at);
    // By digest too: React gives the browser a new error with the digest of the one that the server threw.
    if (isSignal(at) || ("digest" in at && readSignalDigest(at.digest) !== undefined)) throw at;
  }
}

/** Tells whether `error` was thrown by `redirect()` or its like, here or in another copy of the package: not merely made to look so. */
export function isSignal(error: unknown): error is SignalError {
  return typeof error === "object" && error !== null && Object.hasOwn(error, signalBrand);
}

/** Reads what `redirect()` or its like threw; undefined for every other error, whatever its digest. */
export function readSignal(error: unknown): ControlSignal | undefined {
  return isSignal(error) ? readSignalDigest(error.digest) : undefined;
}

/** Makes the error that carries `signal`, e.g. to reject the promise of a call whose answer redirects. */
export function signalError(signal: ControlSignal): SignalError {
  const digest = writeSignalDigest(signal);
  // The message is what code written for the App Router compares.
  const error = new Error(signal.kind === "redirect" ? "NEXT_REDIRECT" : digest);
  Object.defineProperty(error, signalBrand, { value: true });
  return Object.assign(error, { digest });
}

function redirectSignal(
  what: string,
  url: string,
  type: RedirectType | undefined,
  status: 307 | 308,
): ControlSignal {
  if (type !== undefined && type !== "push" && type !== "replace")
    throw new UsageError(
      "invalid-redirect",
      `${what}() was given ${quoteValue(type)} as its type. Pass "push", "replace" or nothing.`,
    );
  const location = redirectTarget(what, url);
  const usual = maybeStore()?.phase === "action" ? "push" : "replace";
  return { kind: "redirect", location, type: type ?? usual, status };
}
