export {
  cacheLife,
  cacheTag,
  refresh,
  revalidatePath,
  revalidateTag,
  unstable_cache,
  updateTag,
} from "../context/index.ts";
export {
  cacheLife as unstable_cacheLife,
  cacheTag as unstable_cacheTag,
} from "../context/index.ts";
