import type { CacheProfile, PendingCookie } from "../context/index.ts";
import type { RefusalCode } from "../errors/index.ts";
import type { HandRun } from "../server/index.ts";

/** What a call came to, and what it changed: `{ outcome: "redirected", location: "/login", … }`. */
export type CallResult<Value> = CallEnd<Value> & CallEffects;

/** How a call ended. What belongs to another outcome may be asked for all the same: `result.value` is undefined where nothing was returned. */
type CallEnd<Value> =
  | Ended<{ outcome: "returned"; value: Value }>
  /** As it was thrown; of an `ActionError` the caller sees code, message, status and data, of any other error nothing. */
  | Ended<{ outcome: "threw"; error: unknown }>
  | Ended<{ outcome: "redirected"; location: string; replace: boolean }>
  | Ended<{ outcome: "not-found" | "unauthorized" | "forbidden" }>
  /** It had no outcome in time. */
  | Ended<{ outcome: "refused"; code: RefusalCode }>;

type Ended<Fields> = Readonly<Fields> & {
  readonly [
    Name in Exclude<"value" | "error" | "location" | "replace" | "code", keyof Fields>
  ]?: never;
};

/** What a call changed. */
export interface CallEffects {
  /** Cookies that the answer sets, in the order written; `value` is undefined for one that was deleted. */
  readonly cookies: readonly PendingCookie[];
  readonly revalidated: Revalidated;
  /** How many tasks of `after()` ran, and what those threw that failed. */
  readonly after: HandRun["after"];
  /** What a server would have written to its log. */
  readonly log: readonly string[];
}

/** What a call made stale. */
export interface Revalidated {
  /** As `revalidatePath` was given them. */
  readonly paths: readonly string[];
  /** Of `revalidateTag` and `updateTag`. */
  readonly tags: readonly string[];
  /** Whether `refresh()` was called. */
  readonly refreshed: boolean;
  /** Profiles of tags that were revalidated with one: they may be served once more. */
  readonly profiles: Readonly<Record<string, string | CacheProfile>>;
}

/** Makes the result of a call. */
export function callResult<Value>(
  { end, store, after }: HandRun,
  log: readonly string[],
): CallResult<Value> {
  const effects = {
    cookies: [...store.pendingCookies.values()],
    revalidated: revalidatedBy(store),
    after,
    log,
  };
  return { ...effects, ...endOf<Value>(end) };
}

function endOf<Value>(end: HandRun["end"]): CallEnd<Value> {
  if (end.kind === "refused") return { outcome: "refused", code: end.refusal.code };
  const { outcome, thrown } = end;
  switch (outcome.kind) {
    case "returned":
      // What the action returned, awaited.
      return { outcome: "returned", value: outcome.value as Value };
    case "threw":
      return { outcome: "threw", error: thrown };
    case "redirected":
      return { outcome: "redirected", location: outcome.location, replace: outcome.replace };
    case "not-found":
    case "unauthorized":
    case "forbidden":
      return { outcome: outcome.kind };
  }
}

function revalidatedBy({ revalidations }: HandRun["store"]): Revalidated {
  const targets = (kind: "path" | "tag"): string[] => [
    ...new Set(revalidations.flatMap((each) => (each.kind === kind ? [each.target] : []))),
  ];
  return {
    paths: targets("path"),
    tags: targets("tag"),
    refreshed: revalidations.some(({ kind }) => kind === "refresh"),
    profiles: Object.fromEntries(
      revalidations.flatMap(({ target, profile }) =>
        profile === undefined ? [] : [[target, profile]],
      ),
    ),
  };
}
