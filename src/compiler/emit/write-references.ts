import type { InlineActionId } from "../identify/identify-actions.ts";
import type { FreshNames } from "../parse/fresh-names.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { Capture, InlineAction, Rewrite } from "../scan/inline-action.ts";
import type { Binding, ScopeTree } from "../scan/scope.ts";
import type { EditPlan } from "./edit-plan.ts";
import type { RuntimeNames } from "./runtime-names.ts";

/** An inline action with the names that its emitted function uses. */
export interface EmittedAction extends InlineActionId {
  /** Parameter of each capture, in the same order. */
  readonly captureNames: readonly string[];
  /** Stands for `arguments` without the captured values; undefined when nothing has to. */
  readonly argumentsName: string | undefined;
}

/** Chooses the names of an action's captured values, e.g. `$$user_id`. */
export function nameCaptures(
  found: InlineActionId,
  scopes: ScopeTree,
  fresh: FreshNames,
): EmittedAction {
  const captureNames = found.captures.map(({ binding, path }) =>
    fresh(["$$" + binding.name, ...path].join("_")),
  );
  const own = ownArguments(found.action, scopes);
  const needsCopy = found.captures.length > 0 && (own?.references.length ?? 0) > 0;
  return { ...found, captureNames, argumentsName: needsCopy ? fresh("$$arguments") : undefined };
}

/** What writing a reference takes. */
export interface ReferenceWriter {
  readonly emitted: ReadonlyMap<InlineAction, EmittedAction>;
  readonly names: RuntimeNames;
}

/** Writes the expression that is the action, for a place inside the action `within` (or in none). */
export function writeReference(
  writer: ReferenceWriter,
  action: EmittedAction,
  within: EmittedAction | undefined,
): string {
  if (action.captures.length === 0) return action.exportName;
  const values =
    action === within
      ? action.captureNames
      : action.captures.map((capture) => writeCapture(writer, capture, within));
  return `${writer.names.bindCaptures()}(${action.exportName}, "${action.id}", () => [${values.join(", ")}])`;
}

/** Reads a captured value. Every step is guarded: what the action would only read later may not be there yet. */
function writeCapture(
  writer: ReferenceWriter,
  { binding, path }: Capture,
  within: EmittedAction | undefined,
): string {
  if (within !== undefined && within.action.self === binding)
    return guarded(writeReference(writer, within, within), path);
  const index =
    within?.captures.findIndex(
      (capture) =>
        capture.binding === binding && capture.path.every((name, at) => path[at] === name),
    ) ?? -1;
  const outer = within?.captures[index];
  if (within !== undefined && outer !== undefined)
    return guarded(within.captureNames[index] ?? "", path.slice(outer.path.length));
  if (binding.kind !== "arguments") return guarded(binding.name, path);
  const list = within?.argumentsName ?? "arguments";
  return path.length > 0 ? guarded(list, path) : `[...${list}]`;
}

function guarded(base: string, path: readonly string[]): string {
  return [base, ...path].join("?.");
}

/** Plans the new names inside an action: of captured values, of actions, and of `arguments`. */
export function rewriteNames(
  writer: ReferenceWriter,
  action: EmittedAction,
  scopes: ScopeTree,
  plan: EditPlan,
): void {
  for (const { node, shorthand, target } of action.rewrites) {
    const text = writeTarget(writer, action, target);
    plan.replacements.push({
      range: node,
      text: shorthand === undefined ? text : `${shorthand}: ${text}`,
    });
  }
  const { argumentsName } = action;
  if (argumentsName === undefined) return;
  const inner = [...writer.emitted.keys()].filter(({ outer }) => outer === action.action);
  for (const { node } of ownArguments(action.action, scopes)?.references ?? [])
    if (!inner.some(({ fn }) => contains(fn, node)))
      plan.replacements.push({ range: node, text: argumentsName });
}

function writeTarget(
  writer: ReferenceWriter,
  action: EmittedAction,
  target: Rewrite["target"],
): string {
  if (target.kind === "capture") return action.captureNames[target.index] ?? "";
  const named = writer.emitted.get(target.action);
  return named === undefined ? "" : writeReference(writer, named, action);
}

function ownArguments({ fn }: InlineAction, scopes: ScopeTree): Binding | undefined {
  return fn.type === "ArrowFunctionExpression"
    ? undefined
    : scopes.parametersOf.get(fn)?.bindings.get("arguments");
}
