import type { PendingCookie, RequestStore, Revalidation } from "../../context/index.ts";
import type { Outcome } from "../../protocol/index.ts";
import { writeValues } from "../../protocol/values/index.ts";

/** Bounds of an end that is kept; one beyond them is not repeated. */
export const keptLimits = { maxBytes: 65_536, maxNodes: 50_000, maxDepth: 64 } as const;

/** What is kept of the end of a call, as values. */
export type KeptEnd = readonly [
  outcome: Outcome,
  cookies: readonly PendingCookie[],
  revalidations: readonly Revalidation[],
];

/** How a call ended, as it is kept. */
export interface EndToKeep {
  readonly outcome: Outcome;
  readonly changes: Pick<RequestStore, "pendingCookies" | "revalidations">;
  /** The body of its answer, where that says everything: nothing changed, and it returned. */
  readonly plain: string | undefined;
}

/** Stands in front of a body that is kept as it is; values begin with `[`. */
export const plainMark = "=";

/**
 * Writes how a call ended and what it changed, so that it can be answered again; undefined for a page, a stream, or too
 * much. Most ends are an answer that was written anyhow: to write its values once more would be a tenth of a call.
 */
export function keepEnd({ outcome, changes, plain }: EndToKeep): string | undefined {
  if (plain !== undefined)
    return plain.length > keptLimits.maxBytes ? undefined : plainMark + plain;
  const end: KeptEnd = [outcome, [...changes.pendingCookies.values()], changes.revalidations];
  try {
    const kept = writeValues(end, { limits: keptLimits });
    return kept.ok ? kept.value : undefined;
  } catch {
    return undefined; // a value whose getters throw: its answer fails in the same way, and says so
  }
}
