import type { RouteCode } from "../errors/index.ts";

/** Something in the files of `app/` that cannot be served as it stands. An error stops a build. */
export interface RouteProblem {
  /** Its diagnostic; the catalogue says how grave it is. */
  readonly code: RouteCode;
  /** What is wrong, in a full sentence. */
  readonly message: string;
  /** What to do, in a full sentence. */
  readonly hint: string;
  /** The files concerned, relative to the app's root; at least one, unless there are no files at all. */
  readonly files: readonly string[];
}
