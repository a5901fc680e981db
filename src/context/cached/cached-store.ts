import type { PendingCookie, RequestStore, Revalidation } from "../request-store.ts";
import type { CacheScope } from "./cache-scope.ts";
import { ofVisitor } from "./of-visitor.ts";

/** Whoever began to fill an entry may leave: others wait for it. */
const never: AbortSignal = new AbortController().signal;

/** The store of a cached function while it runs: there is nothing of the visitor in it, for its value is everyone's. */
export class CachedStore implements RequestStore {
  readonly phase = "cache";
  readonly method = "GET";
  /** What the request has changed by now: what is read in here must not go past it either. */
  readonly revalidations: Revalidation[];
  readonly movedRevalidations: number;
  readonly signal: AbortSignal = never;
  readonly sealer: RequestStore["sealer"];
  readonly development: boolean;
  readonly cache: RequestStore["cache"];
  readonly scope: CacheScope;

  constructor(outer: RequestStore, scope: CacheScope) {
    const { revalidations, movedRevalidations, sealer, development, cache } = outer;
    this.revalidations = revalidations;
    this.movedRevalidations = movedRevalidations;
    this.sealer = sealer;
    this.development = development;
    this.cache = cache;
    this.scope = scope;
  }

  get url(): URL {
    throw ofVisitor("The URL of the request");
  }

  get headers(): Headers {
    throw ofVisitor("headers()");
  }

  get cookieHeader(): string {
    throw ofVisitor("cookies()");
  }

  get pendingCookies(): Map<string, PendingCookie> {
    throw ofVisitor("cookies()");
  }

  get afterTasks(): (() => unknown)[] {
    throw ofVisitor("after()");
  }
}
