import { registerAction } from "../../action/index.ts";
import { ok, type Result } from "../../base/index.ts";
import { lookupOf, parseActionId, type Refusal } from "../../protocol/index.ts";
import type { ActionEntry, ActionFunction, AppBuild } from "../../render/index.ts";
import type { CaptureSealer } from "../keys/capture-sealer.ts";

/** Replaces the sealed first argument of an action with captures by its values. Errors: MALFORMED, SKEW. */
export function openCaptures(
  entry: ActionEntry,
  args: readonly unknown[],
  app: AppBuild,
  sealer: CaptureSealer,
): Result<readonly unknown[], Refusal> {
  if (entry.captures.length === 0) return ok(args);
  const values = sealer.open({ id: entry.id, slot: 0 }, args[0], (id, bound) =>
    findReference(app, sealer, id, bound),
  );
  return values.ok ? ok([values.value, ...args.slice(1)]) : values;
}

/** Finds a listed action by its whole id and makes a reference of it, with what was bound to it; undefined for any other id. */
export function findReference(
  app: AppBuild,
  sealer: CaptureSealer,
  id: string,
  bound: readonly unknown[] | null,
): ActionFunction | undefined {
  const parsed = parseActionId(id);
  const entry = parsed === undefined ? undefined : app.actions.get(lookupOf(parsed));
  if (entry?.id !== parsed || entry === undefined) return undefined;
  // An action with captures cannot be named without them.
  if (bound === null && entry.captures.length > 0) return undefined;
  return referenceTo(entry, bound, { app, sealer });
}

/** Makes an action that came back: callable, and for React the same reference that the browser holds. Loads nothing before it is called. */
function referenceTo(
  entry: ActionEntry,
  bound: readonly unknown[] | null,
  from: { readonly app: AppBuild; readonly sealer: CaptureSealer },
): ActionFunction {
  const call: ActionFunction = async (...args) => {
    const opened = openCaptures(entry, args, from.app, from.sealer);
    if (!opened.ok) throw new TypeError(`${entry.file}#${entry.name}: ${opened.error.reason}`);
    return (await entry.load())(...opened.value);
  };
  const reference = registerAction(call, entry.id);
  return bound === null ? reference : reference.bind(null, ...bound);
}
