import { field, formTo, type RawPart } from "../harness/raw-request.ts";
import { refused, type ThreatCase } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

/** The hidden field of a page of this build. */
export const ours = (to: Target): RawPart => field("$EDICT", to.build);

/** The fields that name an action with bound arguments, as React writes them. */
export function reference(
  to: Target,
  parts: readonly RawPart[],
  descriptor: unknown = { id: to.idOf("submitVault"), bound: null },
): RawPart[] {
  const text = typeof descriptor === "string" ? descriptor : JSON.stringify(descriptor);
  return [ours(to), field("$ACTION_REF_1", ""), field("$ACTION_1:0", text), ...parts];
}

/** A descriptor whose bound arguments stand in `$ACTION_1:1`. */
export const boundTo = (to: Target, action = "submitVault"): string =>
  JSON.stringify({ id: to.idOf(action), bound: "$@1" });

export function malformed(name: string, parts: (to: Target) => readonly RawPart[]): ThreatCase {
  return { name, send: (to) => formTo(to, parts(to)), expect: refused("MALFORMED") };
}

export const bound = (json: string): RawPart => field("$ACTION_1:1", json);
