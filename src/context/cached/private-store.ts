import type { PendingCookie, RequestStore, Revalidation } from "../request-store.ts";
import { readsOf, type RouteReads } from "../route-reads.ts";
import type { CacheScope } from "./cache-scope.ts";

/** The store of a function with `"use cache: private"` while it runs: all of the visitor's is there, to be read. */
export class PrivateStore implements RequestStore {
  readonly phase = "private";
  readonly #outer: RequestStore;
  readonly scope: CacheScope;
  readonly route: RouteReads | undefined;
  readonly movedRevalidations: number;

  constructor(outer: RequestStore, scope: CacheScope) {
    this.#outer = outer;
    this.scope = scope;
    this.route = readsOf(outer);
    this.movedRevalidations = outer.movedRevalidations;
  }

  /** The store of the request itself, however deep this one lies. */
  get page(): RequestStore {
    return this.#outer instanceof PrivateStore ? this.#outer.page : this.#outer;
  }

  get method(): string {
    return this.#outer.method;
  }

  get url(): URL {
    return this.#outer.url;
  }

  get headers(): Headers {
    return this.#outer.headers;
  }

  get cookieHeader(): string {
    return this.#outer.cookieHeader;
  }

  get pendingCookies(): Map<string, PendingCookie> {
    return this.#outer.pendingCookies;
  }

  get revalidations(): Revalidation[] {
    return this.#outer.revalidations;
  }

  get afterTasks(): (() => unknown)[] {
    return this.#outer.afterTasks;
  }

  get signal(): AbortSignal {
    return this.#outer.signal;
  }

  get sealer(): RequestStore["sealer"] {
    return this.#outer.sealer;
  }

  get development(): boolean {
    return this.#outer.development;
  }

  get cache(): RequestStore["cache"] {
    return this.#outer.cache;
  }
}
