import type { Severity } from "../errors/index.ts";

/** Something in the configuration that is wrong, or that nobody reads. With an error no command goes on. */
export interface ConfigProblem {
  readonly severity: Severity;
  /** Where it was written: a file relative to the app's root, or an environment variable. */
  readonly source: string;
  /** Path of the key, e.g. `serverActions.bodySizeLimit`; "" for the whole. */
  readonly key: string;
  /** One or two sentences: what is wrong, what was expected. */
  readonly message: string;
  /** The diagnostic that it is; absent for a note about what this version does not read. */
  readonly code?: "config-invalid" | "experimental-server-actions-flag";
}
