import { keptMark } from "../../protocol/index.ts";
import { planSegments, type RouteMatch } from "../../routing/index.ts";

/** What of a page is kept: its document, or the segments that a browser is sent which holds others. */
export type PageVariant =
  | { readonly kind: "document" }
  /** No page, but what a handler answers to GET. */
  | { readonly kind: "handler" }
  | { readonly kind: "segments"; readonly have: readonly string[] };

/** Names a variant in the key of a page; undefined for one that is not the same for all who ask like this. */
export function variantName(match: RouteMatch, variant: PageVariant): string | undefined {
  if (variant.kind !== "segments") return variant.kind;
  if (match.interception !== undefined) return undefined;
  const { keys, segments } = planSegments(match, variant.have);
  // A slot keeps what this browser shows in it.
  if (keys.includes(keptMark)) return undefined;
  return `without ${segments.flatMap(({ at, isHeld }) => (isHeld ? [at] : [])).join(" ")}`;
}
