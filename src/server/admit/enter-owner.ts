import { ok, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";

/** Passes every action through: an action posted to the URL of a route that is not its own is not yet entered again at its own. */
export function enterOwner(entry: ActionEntry): Result<ActionEntry, Refusal> {
  return ok(entry);
}
