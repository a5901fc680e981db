import { createRequestStore } from "./create-request-store.ts";
import type { RequestStore } from "./request-store.ts";

const known = new WeakMap<RequestStore, RequestStore>();

/** The store of a request as if its visitor had sent nothing: no cookies, no headers, no search. */
export function withoutVisitor(store: RequestStore): RequestStore {
  let empty = known.get(store);
  if (empty === undefined) {
    const { sealer, development, url } = store;
    empty = createRequestStore({
      phase: "render",
      method: "GET",
      url: url.origin + url.pathname,
      cookieHeader: "",
      headers: () => new Headers(),
      signal: () => store.signal,
      sealer,
      development,
    });
    known.set(store, empty);
  }
  return empty;
}
