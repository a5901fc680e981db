import {
  createRequestStore,
  type Phase,
  type RequestCache,
  type RequestStore,
  type RequestStoreInit,
  type Sealer,
} from "../../context/index.ts";
import type { ServerRequest } from "../server-request.ts";

/** What of a request its store is made from. */
export interface ScopeInit {
  readonly phase: Phase;
  /** Full canonical URL. */
  readonly url: string;
  readonly sealer: Sealer;
  readonly development: boolean;
  readonly cache: () => RequestCache;
}

/** The store of one request, and the end of its signal. */
export interface RequestScope {
  readonly store: RequestStore;
  /** A tag could not be moved: elsewhere what it ends may still be served. */
  hasFailedMove: boolean;
  /** Aborts the request's signal. */
  abort(reason: unknown): void;
}

/** Opens the store of one request. Its signal is made when someone asks for it: most actions never do. */
export function openScope(request: ServerRequest, init: ScopeInit): RequestScope {
  return new LazyScope(request, init);
}

/** Methods, no closures: every call pays for this object, and few use more of it than its store. */
class LazyScope implements RequestScope, RequestStoreInit {
  readonly #request: ServerRequest;
  #controller: AbortController | undefined;
  #ended: { readonly reason: unknown } | undefined;
  readonly phase: Phase;
  readonly url: string;
  readonly cookieHeader: string;
  readonly sealer: Sealer;
  readonly development: boolean;
  readonly cache: () => RequestCache;
  readonly store: RequestStore;
  hasFailedMove = false;

  constructor(request: ServerRequest, { phase, url, sealer, development, cache }: ScopeInit) {
    this.#request = request;
    this.phase = phase;
    this.url = url;
    this.cookieHeader = request.header("cookie") ?? "";
    this.sealer = sealer;
    this.development = development;
    this.cache = cache;
    this.store = createRequestStore(this);
  }

  get method(): string {
    return this.#request.method;
  }

  headers(): Headers {
    return this.#request.toHeaders();
  }

  signal(): AbortSignal {
    const controller = (this.#controller = new AbortController());
    if (this.#ended !== undefined) controller.abort(this.#ended.reason);
    const visitor = this.#request.signal;
    const leave = (): void => controller.abort(visitor.reason);
    if (visitor.aborted) leave();
    else visitor.addEventListener("abort", leave, { once: true });
    return controller.signal;
  }

  abort(reason: unknown): void {
    this.#ended ??= { reason };
    this.#controller?.abort(reason);
  }
}
