import { randomBytes } from "node:crypto";
import { parseActionId, type ActionId } from "../../../src/protocol/index.ts";
import { parseKeyRing, type KeyRing } from "../../../src/server/index.ts";
import { createCaptureSealer } from "../../../src/server/keys/capture-sealer.ts";
import { serverKeys, type Target } from "./threat-server.ts";

/** What a seal is made with, where it is not what the app's own server would use. */
export interface Sealing {
  /** As `EDICT_KEYS` has them. */
  readonly keys?: string;
  readonly appId?: string;
  /** Position of the argument. Default: 0. */
  readonly slot?: number;
}

/** Seals values for an action of the threat app, as its server would. */
export function sealFor(
  to: Pick<Target, "idOf">,
  action: string,
  values: readonly unknown[],
  { keys = serverKeys, appId = "threats", slot = 0 }: Sealing = {},
): string {
  return createCaptureSealer(ringOf(keys), appId, randomBytes).seal(idOf(to, action), slot, values);
}

/** Gives the id of an action of the threat app. */
export function idOf(to: Pick<Target, "idOf">, action: string): ActionId {
  const id = parseActionId(to.idOf(action));
  if (id === undefined) throw new TypeError(`the id of ${action} is none`);
  return id;
}

/** Reads keys as `EDICT_KEYS` has them. */
export function ringOf(keys: string): KeyRing {
  const ring = parseKeyRing(keys);
  if (!ring.ok) throw new TypeError(ring.error);
  return ring.value;
}
