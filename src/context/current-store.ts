import { ofVisitor } from "./cached/of-visitor.ts";
import type { RequestStore } from "./request-store.ts";
import { judgeRead, readsOf } from "./route-reads.ts";
import { UsageError } from "./usage-error.ts";
import { withoutVisitor } from "./without-visitor.ts";

/**
 * Key under which `globalThis` keeps the one storage of request stores. It is shared, because the package
 * may be loaded twice in a process: inside the app's bundle, and by the server that runs it.
 */
export const requestSlot: unique symbol = Symbol.for("edict.request-storage");

/** The part of `AsyncLocalStorage` that is used. */
export interface RequestStorage {
  getStore(): RequestStore | undefined;
  run<T>(store: RequestStore, fn: () => T): T;
  /** Runs `fn` outside of every request, and of every other storage. */
  readonly apart: <T>(fn: () => T) => T;
}

/** An object that may hold the storage: `globalThis`, also in a browser, where nothing ever fills it. */
export interface StorageHolder {
  [requestSlot]?: RequestStorage;
}

/** Returns the store of the request that is being answered; undefined outside one, and in a browser. */
export function maybeStore(): RequestStore | undefined {
  // The cast adds an optional property under our own symbol; only `request-storage.ts` writes it.
  return (globalThis as StorageHolder)[requestSlot]?.getStore();
}

/**
 * Returns the store of the request that is being answered.
 * @param what the function that needs it, as its caller writes it, e.g. `cookies()`
 * @throws UsageError `outside-request` when no request is being answered here
 */
export function currentStore(what: string): RequestStore {
  const store = maybeStore();
  if (store !== undefined) return store;
  throw new UsageError(
    "outside-request",
    `${what} was called outside a request. It belongs to the request that is being answered, and here there is none: ` +
      "the code runs at the top level of a module, in a browser, or in a callback that outlived its request. " +
      "Call it inside a Server Action, a Server Component, a route handler or proxy.ts, and pass on what it returns.",
  );
}

/**
 * Returns the store of a request for something of its visitor, as far as its route's settings let a page have it.
 * @throws UsageError `outside-request`; `request-in-cached-function` where it would end up in a cache; `dynamic-read`
 */
export function visitorStore(what: string): RequestStore {
  const store = uncachedStore(what);
  const reads = readsOf(store);
  if (reads === undefined || reads.visitor === "own") return store;
  judgeRead(reads, what);
  return withoutVisitor(store);
}

/**
 * Returns the store of a request, where what runs is not cached.
 * @throws UsageError `outside-request`; `request-in-cached-function`
 */
export function uncachedStore(what: string): RequestStore {
  const store = currentStore(what);
  if (store.phase === "cache") throw ofVisitor(what);
  return store;
}
