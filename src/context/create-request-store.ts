import { ReadonlyHeaders } from "./readonly-headers.ts";
import type {
  PendingCookie,
  Phase,
  RequestCache,
  RequestStore,
  Revalidation,
  Sealer,
} from "./request-store.ts";

/** What a request store is made from. The functions are called at most once, when something asks. */
export interface RequestStoreInit {
  readonly phase: Phase;
  readonly method: string;
  /** Full canonical URL, e.g. `http://localhost:3000/posts?tab=all`. */
  readonly url: string;
  /** The `Cookie` header, "" without one. */
  readonly cookieHeader: string;
  readonly headers: () => Headers;
  readonly signal: () => AbortSignal;
  readonly sealer: Sealer;
  readonly development: boolean;
  /** Default: no cache. */
  readonly cache?: () => RequestCache;
}

/** Makes the store of one request; costs next to nothing until parts of it are read. */
export function createRequestStore(init: RequestStoreInit): RequestStore {
  return new LazyRequestStore(init);
}

/** Getters on the prototype: every call pays for the store, few read its URL, headers or cookies. */
class LazyRequestStore implements RequestStore {
  phase: Phase;
  route: RequestStore["route"];
  readonly #init: RequestStoreInit;
  #url: URL | undefined;
  #headers: ReadonlyHeaders | undefined;
  #signal: AbortSignal | undefined;
  #pendingCookies: Map<string, PendingCookie> | undefined;
  #cache: RequestCache | undefined;
  readonly revalidations: Revalidation[] = [];
  movedRevalidations = 0;
  readonly afterTasks: (() => unknown)[] = [];

  constructor(init: RequestStoreInit) {
    this.phase = init.phase;
    this.#init = init;
  }

  get method(): string {
    return this.#init.method;
  }

  get url(): URL {
    return (this.#url ??= new URL(this.#init.url));
  }

  get headers(): ReadonlyHeaders {
    return (this.#headers ??= new ReadonlyHeaders(this.#init.headers()));
  }

  get cookieHeader(): string {
    return this.#init.cookieHeader;
  }

  get pendingCookies(): Map<string, PendingCookie> {
    return (this.#pendingCookies ??= new Map());
  }

  get signal(): AbortSignal {
    return (this.#signal ??= this.#init.signal());
  }

  get sealer(): Sealer {
    return this.#init.sealer;
  }

  get development(): boolean {
    return this.#init.development;
  }

  get cache(): RequestCache | undefined {
    return (this.#cache ??= this.#init.cache?.());
  }
}
