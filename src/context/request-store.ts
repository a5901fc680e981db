import type { ActionId } from "../protocol/index.ts";

/** What part of the request is running; some functions are allowed in some phases only. */
export type Phase = "proxy" | "action" | "render" | "handler" | "after";

/** Seals captured values for one action, so that only its own id opens them again. */
export interface Sealer {
  /** Returns `v1.<kid>.<base64url>`. `slot` is the position of the argument. */
  readonly seal: (
    id: ActionId,
    slot: number,
    values: readonly unknown[],
    purpose?: SealPurpose,
  ) => string;
}

/** What is sealed: the values that an inline action closes over (the default), or one bound argument. */
export type SealPurpose = "captures" | "bound";

/** A cache life given in place: seconds until what is cached must not be served any more. */
export interface CacheProfile {
  readonly expire?: number;
}

/** What changed while the request ran, and so what the answer must carry. */
export interface Revalidation {
  readonly kind: "path" | "tag" | "refresh" | "cookie";
  /** Path or tag; the cookie's name; "" for refresh. */
  readonly target: string;
  /** `revalidatePath(path, type)`. */
  readonly type?: "page" | "layout";
  /** `revalidateTag(tag, profile)`: nothing is refreshed now. */
  readonly profile?: string | CacheProfile;
}

/** A cookie as it will be written. */
export interface PendingCookie {
  readonly name: string;
  /** The whole `Set-Cookie` value. */
  readonly header: string;
  /** What `cookies().get(name)` gives from now on; undefined once deleted. */
  readonly value: string | undefined;
}

/** Everything one request carries; one per request, in AsyncLocalStorage. */
export interface RequestStore {
  phase: Phase;
  readonly method: string;
  /** Full URL of the request, canonical. */
  readonly url: URL;
  /** Request headers, read only. */
  readonly headers: Headers;
  /** The request's `Cookie` header. */
  readonly cookieHeader: string;
  readonly pendingCookies: Map<string, PendingCookie>;
  readonly revalidations: Revalidation[];
  /** Tasks of `after()`, run once the answer is sent. */
  readonly afterTasks: (() => unknown)[];
  /** Aborted when the visitor leaves or the deadline passes. */
  readonly signal: AbortSignal;
  readonly sealer: Sealer;
  readonly development: boolean;
}
