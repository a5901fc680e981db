import { registerAction } from "../../action/index.ts";
import { err, ok, type Result } from "../../base/index.ts";
import { lookupOf, parseActionId, readSealedArgument, type Refusal } from "../../protocol/index.ts";
import type { ActionEntry, ActionFunction, AppBuild } from "../../render/index.ts";
import type { CaptureSealer } from "../keys/capture-sealer.ts";

/**
 * Replaces what is sealed among the arguments by its values: the first one of an action with captures, and what
 * was bound with `seal`. Errors: MALFORMED, SKEW.
 */
export function openCaptures(
  entry: ActionEntry,
  args: readonly unknown[],
  app: AppBuild,
  sealer: CaptureSealer,
): Result<readonly unknown[], Refusal> {
  const own = openBound(entry, args, app, sealer);
  if (!own.ok || entry.captures.length === 0) return own;
  const values = sealer.open({ id: entry.id, slot: 0 }, args[0], (id, bound) =>
    findReference(app, sealer, id, bound),
  );
  return values.ok ? ok([values.value, ...own.value.slice(1)]) : values;
}

/** Opens the arguments that were bound with `seal`, and refuses any other where the action takes only those. */
function openBound(
  entry: ActionEntry,
  args: readonly unknown[],
  app: AppBuild,
  sealer: CaptureSealer,
): Result<readonly unknown[], Refusal> {
  const first = entry.captures.length === 0 ? 0 : 1;
  const end = first + (entry.settings?.sealed ?? 0);
  let opened: unknown[] | undefined;
  for (let slot = first; slot < args.length || slot < end; slot++) {
    const sealed = readSealedArgument(args[slot]);
    if (sealed === undefined) {
      if (slot >= end) continue;
      const reason = `argument ${slot} did not come sealed, and the action takes it sealed only`;
      const configLine = `action.bind(null, seal(value)), or another number in configure({ sealed: ${end - first} }, …)`;
      return err({ code: "MALFORMED", reason, configLine });
    }
    const place = { id: entry.id, slot, purpose: "bound" } as const;
    const values = sealer.open(place, sealed.token, (id, bound) =>
      findReference(app, sealer, id, bound),
    );
    if (!values.ok) return values;
    opened ??= [...args];
    opened[slot] = values.value[0];
  }
  return ok(opened ?? args);
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
