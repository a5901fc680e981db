import type { InlineActionId } from "../identify/identify-actions.ts";
import type { FreshNames } from "../parse/fresh-names.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, type Range } from "../parse/syntax-tree.ts";
import type { Capture, InlineAction, Rewrite } from "../scan/inline-action.ts";
import type { Binding, ScopeTree } from "../scan/scope.ts";
import { shorthandOf } from "../scan/shorthand-of.ts";
import type { EditPlan } from "./edit-plan.ts";
import { nameCircle } from "./name-circle.ts";
import type { RuntimeNames } from "./runtime-names.ts";

/** An inline action with the names that its emitted function uses. */
export interface EmittedAction extends InlineActionId {
  /** Parameter of each capture, in the same order. */
  readonly captureNames: readonly string[];
  /** `arguments` of the action, and the variable of its body that stands for them without the captured values; undefined when nothing has to. */
  readonly copiedArguments: { readonly binding: Binding; readonly name: string } | undefined;
}

/** The arguments of a call without the captured values: parameters come before any variable that could hold them. */
export const argumentsOfCall = "Array.prototype.slice.call(arguments, 1)";

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
  const copiedArguments =
    own !== undefined && found.captures.length > 0 && own.references.length > 0
      ? { binding: own, name: fresh("$$arguments") }
      : undefined;
  return { ...found, captureNames, copiedArguments };
}

/** What writing a reference takes. */
export interface ReferenceWriter {
  readonly emitted: ReadonlyMap<InlineAction, EmittedAction>;
  readonly names: RuntimeNames;
  readonly module: ParsedModule;
  readonly scopes: ScopeTree;
}

/** Where a reference is written. */
export interface ReferencePlace {
  /** The innermost action around it. */
  readonly within: EmittedAction | undefined;
  /** The source that it replaces. */
  readonly at: Range;
}

/** Writes the expression that is the action, for a place inside an action or in none. */
export function writeReference(
  writer: ReferenceWriter,
  action: EmittedAction,
  place: ReferencePlace,
): string {
  const { within } = place;
  if (action.captures.length === 0) return action.exportName;
  const values =
    action === within
      ? action.captureNames
      : action.captures.map((capture) => writeHeld(writer, capture, place));
  const circle = nameCircle(writer, action);
  const label = circle === undefined ? "" : `, ${JSON.stringify(circle)}`;
  return `${writer.names.bindCaptures()}(${action.exportName}, "${action.id}", () => [${values.join(", ")}]${label})`;
}

/** Writes what an action gets for one capture: the value, or what holds the member at the end of its path. */
function writeHeld(
  writer: ReferenceWriter,
  { binding, path }: Capture,
  place: ReferencePlace,
): string {
  const last = path.at(-1);
  if (last === undefined) return writeCapture(writer, { binding, path }, place);
  const { within } = place;
  const index =
    within?.captures.findIndex(
      (capture) =>
        capture.binding === binding &&
        capture.path.length === path.length &&
        capture.path.every((name, at) => path[at] === name),
    ) ?? -1;
  const given = within?.captureNames[index];
  // What the action around it was given is handed on as it is.
  if (given !== undefined && within?.action.selves.includes(binding) !== true) return given;
  const owner = writeCapture(writer, { binding, path: path.slice(0, -1) }, place);
  return `${writer.names.holdMember()}(${owner}, ${JSON.stringify(last)})`;
}

/** Reads a captured value. Every step is guarded: what the action would only read later may not be there yet. */
export function writeCapture(
  writer: ReferenceWriter,
  { binding, path }: Capture,
  place: ReferencePlace,
): string {
  const { within } = place;
  if (within?.action.selves.includes(binding) === true)
    return guarded(writeReference(writer, within, place), path);
  const index =
    within?.captures.findIndex(
      (capture) =>
        capture.binding === binding && capture.path.every((name, at) => path[at] === name),
    ) ?? -1;
  const outer = within?.captures[index];
  if (within !== undefined && outer !== undefined) {
    const read = guarded(within.captureNames[index] ?? "", outer.path.slice(-1));
    return guarded(read, path.slice(outer.path.length));
  }
  if (binding.kind !== "arguments") return guarded(binding.name, path);
  const list = writeArguments(binding, place);
  return path.length > 0 ? guarded(list, path) : `[...${list}]`;
}

function writeArguments(binding: Binding, { within, at }: ReferencePlace): string {
  // A function inside the action has arguments of its own.
  if (within?.copiedArguments?.binding !== binding) return "arguments";
  const { body } = within.action.fn;
  return body !== null && contains(body, at) ? within.copiedArguments.name : argumentsOfCall;
}

function guarded(base: string, path: readonly string[]): string {
  return [base, ...path].join("?.");
}

/** Plans the new names inside an action: of captured values, of actions, and of `arguments`. */
export function rewriteNames(writer: ReferenceWriter, action: EmittedAction, plan: EditPlan): void {
  for (const { node, shorthand, target } of action.rewrites) {
    const text = writeTarget(writer, { within: action, at: node }, target);
    plan.replacements.push({ range: node, text: withKey(shorthand, text) });
  }
  const own = action.copiedArguments?.binding;
  if (own === undefined) return;
  const inner = [...writer.emitted.keys()].filter(({ outer }) => outer === action.action);
  for (const { node } of own.references) {
    if (inner.some(({ fn }) => contains(fn, node))) continue;
    const text = writeArguments(own, { within: action, at: node });
    plan.replacements.push({ range: node, text: withKey(shorthandOf(writer.module, node), text) });
  }
}

function withKey(key: string | undefined, text: string): string {
  return key === undefined ? text : `${key}: ${text}`;
}

function writeTarget(
  writer: ReferenceWriter,
  place: ReferencePlace & { readonly within: EmittedAction },
  target: Rewrite["target"],
): string {
  if (target.kind === "capture") {
    const name = place.within.captureNames[target.index] ?? "";
    const last = place.within.captures[target.index]?.path.at(-1);
    return last === undefined ? name : `${name}${target.isOptional ? "?." : "."}${last}`;
  }
  const named = writer.emitted.get(target.action);
  return named === undefined ? "" : writeReference(writer, named, place);
}

function ownArguments({ fn }: InlineAction, scopes: ScopeTree): Binding | undefined {
  return fn.type === "ArrowFunctionExpression"
    ? undefined
    : scopes.parametersOf.get(fn)?.bindings.get("arguments");
}
