import type { Cache, CacheAnswer } from "../cache/cached-values.ts";
import type { ActionId } from "../protocol/index.ts";
import type { CacheScope } from "./cached/cache-scope.ts";
import type { LifeProfiles } from "./cached/life-profiles.ts";
import type { RoutePlace } from "./cached/path-tags.ts";
import type { RouteReads } from "./route-reads.ts";

/** What part of the request is running; some functions are allowed in some phases only. `cache`: a cached function; `private`: one with `"use cache: private"`. */
export type Phase = "proxy" | "action" | "render" | "handler" | "after" | "cache" | "private";

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

/** React's Flight, for what only it can write down: elements, and what they are made of. */
export interface CachedFlight {
  /** Writes a value; what is in `passed` is handed through unread, under its name. Rejects with the first error in it. */
  readonly write: (value: unknown, passed: WeakMap<object, string>) => Promise<Uint8Array>;
  /** Reads it again, with what takes the place of what was handed through. */
  readonly read: (bytes: Uint8Array, passed: ReadonlyMap<string, unknown>) => Promise<unknown>;
}

/** What the cached functions of a request need. */
export interface RequestCache {
  readonly cache: Cache;
  /** Part of the keys of what the app's own code makes: a new build begins without any. */
  readonly buildId: string;
  readonly profiles: LifeProfiles;
  /** Tags of the route that is being answered, see `routeTags`. */
  readonly routeTags: readonly string[];
  /** Absent in an app without pages. */
  readonly flight?: CachedFlight | undefined;
  /** In draft mode nothing is read from the cache, and nothing kept. */
  readonly isDraft: boolean;
  /** Draft mode is on or off from now on, for the rest of this request too. */
  readonly showDrafts: (isDraft: boolean) => void;
  /** Gives the value of the cookie that turns draft mode on. */
  readonly writeDraftToken: () => string;
  /** The answer is about another route from now on. */
  readonly show: (place: RoutePlace) => void;
  /** The app's own, that the request came to, e.g. `http://localhost:3000`. */
  readonly origin: string;
  /** Answers a request to the app itself, without a connection. */
  readonly fetchOwn: (request: Request) => Promise<Response>;
  /** Told what the cache gave. */
  readonly onRead?: (read: CacheAnswer) => void;
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
  /** How many of them, from the first, have moved their tags in the cache. */
  movedRevalidations: number;
  /** Tasks of `after()`, run once the answer is sent. */
  readonly afterTasks: (() => unknown)[];
  /** Aborted when the visitor leaves or the deadline passes. */
  readonly signal: AbortSignal;
  readonly sealer: Sealer;
  readonly development: boolean;
  /** Undefined where there is no cache: what is cached is then made anew each time. */
  readonly cache: RequestCache | undefined;
  /** In the phases `cache` and `private`: what the cached function that runs says of its value. */
  readonly scope?: CacheScope;
  /** While a page is rendered or a handler runs: what its route's settings let it read; undefined where they say nothing. */
  route?: RouteReads | undefined;
}
