import type { RequestStore } from "../../context/index.ts";
import type { Outcome } from "../../protocol/index.ts";

/** What of a request's changes the answer must carry. */
export interface Settlement {
  /** `data`: what the page shows; `all`: also whatever else the browser keeps. */
  readonly revalidated: "none" | "data" | "all";
  /** `Set-Cookie` values, in the order written. */
  readonly setCookies: readonly string[];
}

const nothing: Settlement = { revalidated: "none", setCookies: [] };

/** Settles what a request changed, before anything of its answer is sent. */
export function settle(store: RequestStore): Settlement {
  const { revalidations, pendingCookies } = store;
  if (revalidations.length === 0 && pendingCookies.size === 0) return nothing;
  let revalidated: Settlement["revalidated"] = "none";
  for (const { kind, profile } of revalidations)
    if (kind === "refresh") revalidated = revalidated === "all" ? "all" : "data";
    // With a profile the old value may be served once more: nothing is fresh now.
    else if (profile === undefined) revalidated = "all";
  const setCookies = Array.from(pendingCookies.values(), ({ header }) => header);
  return { revalidated, setCookies };
}

/** Tells whether what was returned is all there is to say: nothing changed beside. */
export function isWhole(outcome: Outcome, settlement: Settlement): boolean {
  return outcome.kind === "returned" && settlement === nothing;
}
