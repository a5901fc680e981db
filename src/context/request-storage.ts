import { AsyncLocalStorage } from "node:async_hooks";
import { requestSlot, type RequestStorage, type StorageHolder } from "./current-store.ts";
import type { RequestStore } from "./request-store.ts";

/** Holds the store of each request for everything that runs in it; one per process, however often the package is loaded. */
export const requestStorage: RequestStorage = sharedStorage(globalThis as StorageHolder); // our own symbol, see `requestSlot`

/** Runs `fn`, and all that it starts, in the request of `store`. */
export function runWithStore<T>(store: RequestStore, fn: () => T): T {
  return requestStorage.run(store, fn);
}

/**
 * Runs `fn` with `store`, and with nothing else of what runs now: neither what React remembers for the page that is being
 * rendered (`cache` of `react`) nor what the app keeps in an `AsyncLocalStorage` of its own.
 */
export async function runApart<T>(store: RequestStore, fn: () => T): Promise<Awaited<T>> {
  await Promise.resolve(); // while React calls a component, it knows the page without any storage
  return await requestStorage.apart(() => requestStorage.run(store, fn));
}

function sharedStorage(holder: StorageHolder): RequestStorage {
  const present = holder[requestSlot];
  if (present !== undefined) return present;
  // Made before the first request of the process: `apart` leads back to this moment.
  const apart: RequestStorage["apart"] = AsyncLocalStorage.snapshot();
  const storage = Object.assign(new AsyncLocalStorage<RequestStore>(), { apart });
  Object.defineProperty(holder, requestSlot, { value: storage });
  return storage;
}
