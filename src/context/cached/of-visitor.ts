import { UsageError } from "../usage-error.ts";

/** Says why something of the visitor's cannot be had in a cached function. */
export function ofVisitor(what: string): UsageError {
  return new UsageError(
    "request-in-cached-function",
    `${what} was asked for in a cached function. What that returns is kept and shown to others, so it may not depend on who asks. ` +
      "Read it outside, and pass on what the function needs: its arguments are part of the key.",
  );
}
