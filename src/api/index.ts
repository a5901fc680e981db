export {
  actionSignal,
  after,
  cache,
  cacheLife,
  cacheTag,
  connection,
  cookies,
  draftMode,
  headers,
  refresh,
  revalidatePath,
  revalidateTag,
  updateTag,
  UsageError,
  type CacheLife,
  type CacheOptions,
  type CacheProfile,
  type Cookie,
  type CookieJar,
  type CookieOptions,
  type CookieToDelete,
  type CookieToSet,
  type DraftMode,
  type UsageCode,
  type WriteOptions,
} from "../context/index.ts";
export { seal } from "../action/index.ts";
export { configure, type ActionConfig } from "./configure.ts";
export {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  unauthorized,
  unstable_rethrow,
  type RedirectType,
} from "../context/signals.ts";
export { ActionError, isActionError, type ActionErrorOptions } from "../errors/index.ts";
