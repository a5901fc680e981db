export { actionSignal } from "./action-signal.ts";
export { after, runAfterTasks } from "./after.ts";
export { applySetCookies } from "./apply-set-cookies.ts";
export { connection } from "./connection.ts";
export {
  CookieJar,
  type CookieToDelete,
  type CookieToSet,
  type WriteOptions,
} from "./cookie-jar.ts";
export type { Cookie } from "./cookie-reader.ts";
export { readCookieHeader, writeCookieHeader, type CookieOptions } from "./cookie-syntax.ts";
export { cookies } from "./cookies.ts";
export { createRequestStore, type RequestStoreInit } from "./create-request-store.ts";
export { currentStore, maybeStore } from "./current-store.ts";
export { draftCookie, draftMode, type DraftMode } from "./draft-mode.ts";
export { headers } from "./headers.ts";
export { noStore } from "./no-store.ts";
export { runWithStore } from "./request-storage.ts";
export type { FailedRequest, OnRequestError, RequestErrorContext } from "./request-error.ts";
export type {
  CachedFlight,
  CacheProfile,
  PendingCookie,
  Phase,
  RequestCache,
  RequestStore,
  Revalidation,
  SealPurpose,
  Sealer,
} from "./request-store.ts";
export { judgeRead, type RouteReads } from "./route-reads.ts";
export { searchToRead } from "./search-to-read.ts";
export { refresh, revalidatePath, revalidateTag, updateTag } from "./revalidate.ts";
export { readProxyAnswer } from "./proxy-answer.ts";
export { UsageError, type UsageCode } from "./usage-error.ts";
export { cache, type CacheOptions } from "./cached/cache-function.ts";
export { CacheScope, maxTagsInAll } from "./cached/cache-scope.ts";
export { cacheLife } from "./cached/cache-life.ts";
export { cacheTag } from "./cached/name-value.ts";
export {
  defaultProfiles,
  endlessLife,
  resolveLife,
  type CacheLife,
  type LifeProfiles,
} from "./cached/life-profiles.ts";
export { revalidatedTag, routeTags, type RoutePlace } from "./cached/path-tags.ts";
export { unstable_cache, type UnstableCacheOptions } from "./cached/unstable-cache.ts";
export { patchFetch } from "./cached/patch-fetch.ts";
export type { FetchCacheInit } from "./cached/fetch-in-request.ts";
export { callCached } from "./cached/call-cached.ts";
export { callPrivate } from "./cached/call-private.ts";
