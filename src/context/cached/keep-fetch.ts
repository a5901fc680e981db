import type { FetchCache } from "../../base/index.ts";
import { UsageError } from "../usage-error.ts";
import type { FetchCacheInit } from "./fetch-in-request.ts";
import {
  endlessLife,
  resolveLife,
  type LifeProfiles,
  type WholeCacheLife,
} from "./life-profiles.ts";

/** Whether the response of a GET is kept, and for how long; `isAsked`: not to keep it was asked for. */
export type FetchKeeping =
  | { readonly kind: "kept"; readonly life: WholeCacheLife }
  | { readonly kind: "sent"; readonly isAsked: boolean };

/** What a call of `fetch` says of being kept. */
export interface FetchWords {
  readonly mode: Request["cache"];
  readonly revalidate: NonNullable<FetchCacheInit["next"]>["revalidate"];
  /** What the page's route says of all of them. */
  readonly route: FetchCache;
  readonly profiles: LifeProfiles | undefined;
}

/** What a route says of the calls of its pages. */
interface RouteRule {
  readonly unsaid: FetchKeeping;
  /** What a call asks for in vain. */
  readonly overrules?: FetchKeeping["kind"];
  /** What a call may not ask for. */
  readonly refuses?: FetchKeeping["kind"];
}

const kept: FetchKeeping = { kind: "kept", life: endlessLife };
const sent: FetchKeeping = { kind: "sent", isAsked: true };
const nothingSaid: FetchKeeping = { kind: "sent", isAsked: false };

const routeRules: Readonly<Record<FetchCache, RouteRule>> = {
  auto: { unsaid: nothingSaid },
  "default-no-store": { unsaid: nothingSaid },
  "default-cache": { unsaid: kept },
  "force-cache": { unsaid: kept, overrules: "sent" },
  "force-no-store": { unsaid: sent, overrules: "kept" },
  "only-cache": { unsaid: kept, refuses: "sent" },
  "only-no-store": { unsaid: sent, refuses: "kept" },
};

const asked: Readonly<Record<FetchKeeping["kind"], string>> = {
  kept: 'to keep its response (`cache: "force-cache"`, or `revalidate`)',
  sent: 'for a response that is not kept (`cache: "no-store"`, or `revalidate: 0`)',
};

/**
 * Says whether a response is kept: it is not unless the call or the route asks for that.
 * @throws UsageError `invalid-cache-life`; `fetch-cache-conflict` where the route does not allow what the call asks for
 */
export function keepFetch({ mode, revalidate, route, profiles }: FetchWords): FetchKeeping {
  const own = ownKeeping(mode, revalidate, profiles);
  const { unsaid, overrules, refuses } = routeRules[route];
  if (own === undefined || own.kind === overrules) return unsaid;
  if (own.kind !== refuses) return own;
  throw new UsageError(
    "fetch-cache-conflict",
    `fetch() asks ${asked[own.kind]}, in a route with fetchCache = "${route}". Change one of the two.`,
  );
}

/** What the call itself says; undefined where it says nothing. */
function ownKeeping(
  mode: FetchWords["mode"],
  revalidate: FetchWords["revalidate"],
  profiles: LifeProfiles | undefined,
): FetchKeeping | undefined {
  if (mode === "no-store" || mode === "no-cache" || mode === "reload" || revalidate === 0)
    return sent;
  if (revalidate === false) return kept;
  if (revalidate !== undefined) {
    const given = { revalidate, expire: Number.POSITIVE_INFINITY };
    return { kind: "kept", life: resolveLife("fetch()", given, profiles) };
  }
  return mode === "force-cache" ? kept : undefined;
}
