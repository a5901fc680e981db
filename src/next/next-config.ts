/** The keys of `next.config` that are read; others may stand beside them. */
export interface NextConfig {
  readonly serverActions?: ServerActionsConfig;
  readonly experimental?: {
    readonly serverActions?: boolean | ServerActionsConfig;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

/** Settings of all actions. */
export interface ServerActionsConfig {
  /** E.g. `"2mb"`, or a number of bytes. */
  readonly bodySizeLimit?: string | number;
  /** Further origins whose pages may call actions, e.g. `*.example.com`. */
  readonly allowedOrigins?: readonly string[];
}
