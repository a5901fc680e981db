import { CookieJar } from "./cookie-jar.ts";
import { visitorStore } from "./current-store.ts";
import type { RequestStore } from "./request-store.ts";

const jars = new WeakMap<RequestStore, CookieJar>();

/**
 * Gives the cookies of the request: readable everywhere in it, writable in actions, route handlers and the proxy.
 * @throws UsageError `outside-request` (as a rejection)
 * @example const session = (await cookies()).get("session")?.value
 */
export async function cookies(): Promise<CookieJar> {
  return jarOf(visitorStore("cookies()"));
}

/** The cookies of one request; the same jar each time. */
export function jarOf(store: RequestStore): CookieJar {
  let jar = jars.get(store);
  if (jar === undefined) jars.set(store, (jar = new CookieJar(store)));
  return jar;
}
