import { defaultProfiles, type LifeProfiles } from "./cached/life-profiles.ts";
import { checkCacheTag } from "./cache-tag.ts";
import { checkRevalidatePath } from "./revalidate-path-target.ts";
import { currentStore } from "./current-store.ts";
import type { CacheProfile, Phase, RequestStore, Revalidation } from "./request-store.ts";
import { requirePhase } from "./require-phase.ts";
import { quoteValue, UsageError } from "./usage-error.ts";

const changing: readonly Phase[] = ["action", "handler", "after"];

/**
 * Makes what is shown and cached under a path stale; an action's answer brings the visitor's page fresh.
 * @param path canonical path, e.g. `/posts/5`, or the pattern of a dynamic route, e.g. `/posts/[id]`
 * @param type with a pattern: "page" for its pages, "layout" for everything below it too
 * @throws UsageError `wrong-phase` while a page is rendered, `invalid-revalidate-path`
 */
export function revalidatePath(path: string, type?: "page" | "layout"): void {
  const store = storeFor("revalidatePath()", changing);
  const target = checkRevalidatePath(path, type);
  store.revalidations.push({ kind: "path", target, ...(type === undefined ? {} : { type }) });
}

/**
 * Makes what is cached under a tag stale: at once, or with a profile after it was served once more.
 * @param tag 1 to 256 characters of printable ASCII, without spaces and commas
 * @param profile name of a cache life such as "max", or `{expire: seconds}`
 * @throws UsageError `wrong-phase` while a page is rendered, `invalid-revalidate-tag`
 */
export function revalidateTag(tag: string, profile?: string | CacheProfile): void {
  const store = storeFor("revalidateTag()", changing);
  const target = checkCacheTag("revalidateTag", tag);
  const profiles = store.cache?.profiles ?? defaultProfiles;
  store.revalidations.push({ kind: "tag", target, ...profileOf(profile, profiles) });
}

/**
 * Makes what is cached under a tag stale at once, so that the answer of this action shows the change.
 * @throws UsageError `wrong-phase` outside an action, `invalid-revalidate-tag`
 */
export function updateTag(tag: string): void {
  const store = storeFor("updateTag()", ["action"]);
  store.revalidations.push({ kind: "tag", target: checkCacheTag("updateTag", tag) });
}

/**
 * Sends the visitor's page fresh with the answer of this action; nothing cached becomes stale.
 * @throws UsageError `wrong-phase` outside an action
 */
export function refresh(): void {
  storeFor("refresh()", ["action"]).revalidations.push({ kind: "refresh", target: "" });
}

function storeFor(what: string, phases: readonly Phase[]): RequestStore {
  const store = currentStore(what);
  requirePhase(store, what, phases, reasons[what] ?? "");
  return store;
}

const reasons: Readonly<Record<string, string>> = {
  "revalidatePath()":
    "Rendering reads; a page that changed what it shows would have to be rendered for ever.",
  "revalidateTag()":
    "Rendering reads; a page that changed what it shows would have to be rendered for ever.",
  "updateTag()":
    "It lets the visitor read their own change in the answer of an action; elsewhere revalidateTag() is meant.",
  "refresh()": "It acts on the page of the visitor who called an action.",
};

/** `{expire: 0}` means at once, which is what no profile means. */
function profileOf(
  profile: string | CacheProfile | undefined,
  profiles: LifeProfiles,
): Pick<Revalidation, "profile"> {
  if (profile === undefined) return {};
  if (typeof profile === "string" && Object.hasOwn(profiles, profile)) return { profile };
  const expire = typeof profile === "object" && profile !== null ? profile.expire : Number.NaN;
  if (expire === 0) return {};
  if (expire === undefined || expire > 0)
    return { profile: expire === undefined ? {} : { expire } };
  throw new UsageError(
    "invalid-revalidate-tag",
    `revalidateTag() was given ${quoteValue(profile)} as its profile. Pass the name of a cache life, e.g. "max", or {expire: seconds}. There are ${Object.keys(profiles).join(", ")}.`,
  );
}
