import { isActionError } from "../errors/action-error.ts";

/** Tells whether a call failed because the server has no such action any more, or another form of it: the page is older than the build. */
export function isUnrecognizedActionError(error: unknown): boolean {
  return isActionError(error) && (error.code === "NOT_FOUND" || error.code === "SKEW");
}
