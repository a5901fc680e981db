import type { Callee } from "./callee-of.ts";

const modules = new Set(["next/cache", "edict"]);
const names = new Set([
  "revalidatePath",
  "revalidateTag",
  "updateTag",
  "refresh",
  "unstable_expirePath",
  "unstable_expireTag",
]);
/** An app's own wrappers, imported from elsewhere: `revalidatePosts()`, `invalidateUser(id)`. */
const ownWrapper = /^(?:revalidate|invalidate|expire)(?:[A-Z]|$)/;

/** Tells whether this function makes cached data fresh: by `next/cache` or `edict`, or by what an imported function is called. */
export function isRevalidation(callee: Callee): boolean {
  if (callee.kind !== "imported") return false;
  if (modules.has(callee.specifier)) return names.has(callee.name) && callee.path.length === 0;
  return ownWrapper.test(callee.path.at(-1) ?? callee.name);
}
