import type { Outcome } from "../../protocol/index.ts";
import { readValues } from "../../protocol/values/index.ts";
import type { Visit } from "../visit.ts";
import { keptLimits, plainMark, type KeptEnd } from "./keep-end.ts";
import { findReference } from "./open-captures.ts";
import type { RequestScope } from "./request-scope.ts";

/** How a call ended when it ran. */
export interface RepeatedEnd {
  /** Of an end with a `plain` body only its kind counts. */
  readonly outcome: Outcome;
  readonly plain: string | undefined;
}

/**
 * Reads how a call ended when it ran, and makes its changes those of this request: the page that is rendered shows
 * them, and the answer carries them again.
 * @throws TypeError for what another version wrote
 */
export function repeatEnd(
  { app, server }: Visit,
  { store }: RequestScope,
  kept: string,
): RepeatedEnd {
  if (kept.startsWith(plainMark))
    return {
      outcome: { kind: "returned", value: undefined },
      plain: kept.slice(plainMark.length),
    };
  const values = readValues(kept, {
    limits: keptLimits,
    resolveAction: (id, bound) => findReference(app, server.settings.sealer, id, bound),
  });
  if (!values.ok)
    throw new TypeError(`The recorded end of a call cannot be read: ${values.error.what}.`);
  // What `keepEnd` wrote: nobody else writes under the keys of the record.
  const [outcome, cookies, revalidations] = values.value as unknown as KeptEnd;
  for (const cookie of cookies) store.pendingCookies.set(cookie.name, cookie);
  store.revalidations.push(...revalidations);
  return { outcome, plain: undefined };
}
