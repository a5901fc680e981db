import type { Severity } from "../errors/index.ts";

/** Something in the files of `app/` that cannot be served as it stands. An error stops a build. */
export interface RouteProblem {
  readonly kind: "conflict" | "malformed" | "unsupported" | "missing";
  readonly severity: Severity;
  /** One or two sentences: what is wrong, and what to do. */
  readonly message: string;
  /** The files concerned, relative to the app's root; at least one, unless there are no files at all. */
  readonly files: readonly string[];
}
