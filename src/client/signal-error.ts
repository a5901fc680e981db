import { readSignalDigest, writeSignalDigest, type ControlSignal } from "../protocol/index.ts";

/** Makes the error that carries a redirect or an interrupt to the nearest boundary; only its `digest` counts. */
export function signalError(signal: ControlSignal): Error & { readonly digest: string } {
  const digest = writeSignalDigest(signal);
  // The message is what code written for the App Router compares.
  const error = new Error(signal.kind === "redirect" ? "NEXT_REDIRECT" : digest);
  return Object.assign(error, { digest });
}

/** Reads the signal that an error carries; undefined for every other value. */
export function readSignal(error: unknown): ControlSignal | undefined {
  return readSignalDigest(digestOf(error));
}

/** Returns the digest of an error that came from the server; undefined for every other value. */
export function digestOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("digest" in error)) return undefined;
  return typeof error.digest === "string" ? error.digest : undefined;
}

/** Makes the redirect signal of a call whose target the router shows already. */
export function followedRedirect(location: string, type: "push" | "replace"): Error {
  return Object.assign(signalError({ kind: "redirect", location, type, status: 303 }), {
    followed: true,
  });
}

/** Tells whether an error is a redirect that was followed already, so that nothing is left to do. */
export function isFollowedRedirect(error: unknown): boolean {
  return error instanceof Error && "followed" in error && readSignal(error)?.kind === "redirect";
}
