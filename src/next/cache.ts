export {
  cacheLife,
  cacheTag,
  refresh,
  revalidatePath,
  revalidateTag,
  noStore as unstable_noStore,
  unstable_cache,
  updateTag,
} from "../context/index.ts";
export {
  cacheLife as unstable_cacheLife,
  cacheTag as unstable_cacheTag,
} from "../context/index.ts";
