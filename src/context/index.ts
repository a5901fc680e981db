export { actionSignal } from "./action-signal.ts";
export { after, runAfterTasks } from "./after.ts";
export { connection } from "./connection.ts";
export {
  CookieJar,
  type CookieToDelete,
  type CookieToSet,
  type WriteOptions,
} from "./cookie-jar.ts";
export type { Cookie } from "./cookie-reader.ts";
export type { CookieOptions } from "./cookie-syntax.ts";
export { cookies } from "./cookies.ts";
export { createRequestStore, type RequestStoreInit } from "./create-request-store.ts";
export { currentStore, maybeStore, requestSlot, type RequestStorage } from "./current-store.ts";
export { headers } from "./headers.ts";
export { readProxyAnswer, type ProxyAnswer } from "./proxy-answer.ts";
export { requestStorage, runWithStore } from "./request-storage.ts";
export type {
  CacheProfile,
  PendingCookie,
  Phase,
  RequestStore,
  Revalidation,
  Sealer,
} from "./request-store.ts";
export { refresh, revalidatePath, revalidateTag, updateTag } from "./revalidate.ts";
export { quoteValue, UsageError, type UsageCode } from "./usage-error.ts";
