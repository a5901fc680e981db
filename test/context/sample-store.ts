import {
  createRequestStore,
  type RequestStoreInit,
} from "../../src/context/create-request-store.ts";
import type { RequestStore } from "../../src/context/request-store.ts";

/** Makes a store of a POST to http://localhost:3000/, with what a test needs otherwise. */
export function sampleStore(init: Partial<RequestStoreInit> = {}): RequestStore {
  return createRequestStore({
    phase: "action",
    method: "POST",
    url: "http://localhost:3000/",
    cookieHeader: "",
    headers: () => new Headers(),
    signal: () => new AbortController().signal,
    sealer: { seal: (id, slot, values) => `sealed ${id} ${slot} ${JSON.stringify(values)}` },
    development: false,
    ...init,
  });
}
