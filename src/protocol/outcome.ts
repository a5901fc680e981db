/** What a call came to, as it crosses the wire. */
export type Outcome =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "threw"; readonly digest: string; readonly error?: ThrownActionError }
  | { readonly kind: "redirected"; readonly location: string; readonly replace: boolean }
  | { readonly kind: InterruptKind };

/** Ways to end a request with a page of its own. */
export type InterruptKind = "not-found" | "unauthorized" | "forbidden";

/** The parts of an `ActionError` that reach the browser. */
export interface ThrownActionError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly data?: unknown;
}

/** HTTP status of each interrupt. */
export const interruptStatus: Readonly<Record<InterruptKind, 401 | 403 | 404>> = {
  "not-found": 404,
  unauthorized: 401,
  forbidden: 403,
};
