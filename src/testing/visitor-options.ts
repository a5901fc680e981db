import type { CacheLife } from "../context/index.ts";

/** Who calls, and the app that is called. */
export interface VisitorOptions {
  /** Cookies that the visitor comes with, by name. */
  readonly cookies?: Readonly<Record<string, string>>;
  /** Headers of every request. */
  readonly headers?: HeadersInit;
  /** Where the app is. Default: `http://localhost:3000`. */
  readonly origin?: string;
  /** How long an action may run. Default: 30. */
  readonly timeoutSeconds?: number;
  /** Profiles of `cacheLife`, as the app's configuration has them. */
  readonly cacheLife?: Readonly<Record<string, CacheLife>>;
}
