import { AsyncLocalStorage } from "node:async_hooks";
import { requestSlot, type RequestStorage, type StorageHolder } from "./current-store.ts";
import type { RequestStore } from "./request-store.ts";

/** Holds the store of each request for everything that runs in it; one per process, however often the package is loaded. */
export const requestStorage: RequestStorage = sharedStorage(globalThis as StorageHolder); // our own symbol, see `requestSlot`

/** Runs `fn`, and all that it starts, in the request of `store`. */
export function runWithStore<T>(store: RequestStore, fn: () => T): T {
  return requestStorage.run(store, fn);
}

function sharedStorage(holder: StorageHolder): RequestStorage {
  const present = holder[requestSlot];
  if (present !== undefined) return present;
  const storage: RequestStorage = new AsyncLocalStorage<RequestStore>();
  Object.defineProperty(holder, requestSlot, { value: storage });
  return storage;
}
