import type { Class, Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { importedCalls, type ImportedFunction } from "../callees/imported-calls.ts";
import { isRequestApi } from "../callees/is-request-api.ts";
import type { CheckedModule } from "../check/finding.ts";
import { refusesByName } from "../effects/is-looked-at.ts";
import { effectReaderOf, effects, type EffectReader } from "../effects/read-effects.ts";
import { isEntryFile } from "./find-sides.ts";
import { listSignalCalls } from "../mistakes/list-signal-calls.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { keyName } from "../scan/name-inline.ts";
import { lookUp } from "../scan/scope.ts";

/** What a function does for whoever calls it: it says that something changed, or asks who calls, which it then only `answers` where nothing in it could refuse; it `leaves` by throwing a signal, or writes what a page `shows`. */
export type FunctionEffect = "tells" | "asks" | "answers" | "leaves" | "shows";

/** What is known of one function. */
export interface FunctionFacts {
  readonly effects: ReadonlySet<FunctionEffect>;
  /** Of one that writes, what it calls of other modules: they may do what else is to be done. */
  readonly calls: readonly ImportedFunction[];
}

const hints =
  /revalidat|updateTag|refresh|cookies|redirect|auth|session|user|token|unauthorized|forbidden|notFound|require|creat|insert|updat|delet|remov|upsert|sav|set/i;

/** Lists what the exported functions of a module, and the methods of its exported objects, do for their callers, by name: `requireUser`, `posts.create`. */
export function collectEffects(checked: CheckedModule): ReadonlyMap<string, FunctionFacts> {
  const { module } = checked;
  const found = new Map<string, FunctionFacts>();
  // What runs in the browser does nothing for an action, and nobody imports a page.
  if (checked.directives.useClient !== undefined || isEntryFile(module.file.path)) return found;
  if (!hints.test(module.file.code)) return found;
  const reader = effectReaderOf(checked);
  const leavers = new Set<Node>(listSignalCalls(checked).flatMap(({ within }) => within[0] ?? []));
  for (const { name, fn } of exportedFunctions(checked)) {
    let bits = 0;
    const nodes = nodesWithin(module, fn);
    for (const node of nodes)
      bits |= reader.effectsOf(node) | (reader.refusing.has(node) ? effects.asks : 0);
    const kinds = new Set<FunctionEffect>();
    if ((bits & effects.tells) !== 0) kinds.add("tells");
    // What a file of actions writes is told there.
    if (checked.directives.useServer === undefined && (bits & effects.shows) !== 0)
      kinds.add("shows");
    if ((bits & effects.asks) !== 0) {
      kinds.add("asks");
      if (!nodes.some((node) => mayRefuse(checked, reader, node))) kinds.add("answers");
    }
    if (leavers.has(fn)) kinds.add("leaves");
    if (kinds.size === 0) continue;
    const calls = kinds.has("shows") ? importedCalls(checked, { fn, wrapper: undefined }) : [];
    found.set(name, { effects: kinds, calls });
  }
  return found;
}

interface NamedFunction {
  readonly name: string;
  readonly fn: FunctionNode;
}

function exportedFunctions(checked: CheckedModule): NamedFunction[] {
  return checked.exports.exports.flatMap(({ exported, form, value }): NamedFunction[] => {
    if (value.kind === "function") {
      const fn = value.fn as Node; // a function's range is the function's own node
      return isFunction(fn) ? [{ name: exported, fn }] : [];
    }
    const local = "local" in form ? form.local : undefined;
    const binding = local === undefined ? undefined : lookUp(checked.scopes.program, local);
    const [declaration] = binding?.declarations ?? [];
    return methodsOf(checked, declaration).map(({ name, fn }) => ({
      name: `${exported}.${name}`,
      fn,
    }));
  });
}

/** The methods of an object literal, the static ones of a class, and those of an instance of a class of the module. */
function methodsOf({ scopes }: CheckedModule, declaration: Node | undefined): NamedFunction[] {
  if (declaration?.type === "ClassDeclaration") return methodsOfClass(declaration, true);
  if (declaration?.type !== "VariableDeclarator" || declaration.init === null) return [];
  const held = withoutTypes(declaration.init);
  if (held.type === "ObjectExpression")
    return held.properties.flatMap((each): NamedFunction[] => {
      const name = each.type === "Property" && !each.computed ? keyName(each.key) : undefined;
      return each.type === "Property" && name !== undefined && isFunction(each.value)
        ? [{ name, fn: each.value }]
        : [];
    });
  if (held.type !== "NewExpression") return [];
  const [made] = scopes.referenceAt.get(held.callee)?.binding.declarations ?? [];
  return made?.type === "ClassDeclaration" ? methodsOfClass(made, false) : [];
}

function methodsOfClass({ body }: Class, isStatic: boolean): NamedFunction[] {
  return body.body.flatMap((member): NamedFunction[] => {
    const isMethod = member.type === "MethodDefinition" || member.type === "PropertyDefinition";
    if (!isMethod || member.static !== isStatic || member.computed) return [];
    const name = keyName(member.key);
    const { value } = member;
    return name !== undefined && value !== null && isFunction(value) ? [{ name, fn: value }] : [];
  });
}

/** What throws, redirects, or is a function that may do so: calls of methods and of what reads the request do not. */
function mayRefuse({ scopes }: CheckedModule, { effectsOf }: EffectReader, node: Node): boolean {
  if (node.type === "ThrowStatement") return true;
  if (node.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, node);
  if (isRequestApi(callee)) return false;
  // `getServerSession()` gives a session, or none.
  if (callee.kind === "imported" && (effectsOf(node) & effects.knows) !== 0)
    return refusesByName(node);
  const isMethod =
    callee.kind === "method" || (callee.kind === "imported" && callee.path.length > 0);
  return (
    !isMethod || !/^(?:get|has|find|select|from|where|query)/.test(callee.written.at(-1) ?? "")
  );
}

const refreshing =
  /\b\w*[rR]outer\.refresh\(|\brefresh\(\)|invalidateQueries\(|\bmutate\(|\brefetch\(/;

/** Tells whether a module of the browser reads its data anew by itself. */
export function refreshesItself({ module, directives }: CheckedModule): boolean {
  return directives.useClient !== undefined && refreshing.test(module.file.code);
}
