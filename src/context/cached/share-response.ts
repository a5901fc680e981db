import type { RequestStore } from "../request-store.ts";

const sent = new WeakMap<RequestStore, Map<string, Promise<Response>>>();

/** Sends equal requests of one page once: components need not hand their data around. Each caller gets a response of its own. */
export async function shareResponse(
  store: RequestStore,
  key: string,
  send: () => Promise<Response>,
): Promise<Response> {
  let known = sent.get(store);
  if (known === undefined) sent.set(store, (known = new Map()));
  let response = known.get(key);
  if (response === undefined) known.set(key, (response = send()));
  return (await response).clone();
}
