import type { CacheKey } from "../../cache/cached-values.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { ServerRuntime } from "../server-runtime.ts";
import type { Visit } from "../visit.ts";

/** A page that was made with the build. */
export interface PageAhead {
  readonly tags: readonly string[];
  /** Milliseconds since 1970; `Infinity` for never. */
  readonly filledAt: number;
  readonly staleAt: number;
  readonly expiresAt: number;
  /** Its entry's body; undefined where it is gone. */
  readonly load: () => Promise<Uint8Array | undefined>;
}

/** Pages that were made with the build, by canonical path without `basePath`. */
export type PagesAhead = ReadonlyMap<string, PageAhead>;

/** Offers of pages that were made with the build, by key: under way, or done. */
export type PageOffers = Map<CacheKey, Promise<void> | undefined>;

/**
 * Puts the document that was made with the build into the cache, once, before it is looked up there. It is older than
 * whatever has moved in this store: a page one of whose tags was ever revalidated is made anew. Undefined where there is
 * nothing to wait for.
 */
export function offerPage(
  { server, path, url, shownUrl }: Visit,
  key: CacheKey,
  about: string,
): Promise<void> | undefined {
  const page = server.settings.pagesAhead.get(path);
  if (page === undefined || url !== shownUrl) return undefined;
  const { pageOffers } = server;
  if (pageOffers.has(key)) return pageOffers.get(key);
  const offering = offer(server, page, { key, about }).catch((error: unknown) => {
    reportFailure(error, `reading ${about} of the build`, server.settings.log);
  });
  pageOffers.set(key, offering);
  void offering.then(() => pageOffers.set(key, undefined));
  return offering;
}

async function offer(
  { cache: { store } }: ServerRuntime,
  { load, ...page }: PageAhead,
  named: { readonly key: CacheKey; readonly about: string },
): Promise<void> {
  const seen = await store.read(named.key, []);
  if (seen.kind !== "miss" || page.expiresAt <= Date.now()) return;
  const body = await load();
  if (body === undefined) return;
  const revision = { epoch: seen.revision.epoch, count: 0 };
  await store.fill(named.key, { ...page, about: named.about, body, revision });
}
