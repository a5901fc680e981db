import type { CallExpression, Node } from "oxc-parser";
import type { ResolvedExports } from "../graph/resolve-exports.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { ownName } from "../scan/name-inline.ts";
import type { DirectiveScan } from "../scan/scan-directives.ts";
import type { ScopeTree } from "../scan/scope.ts";

/** A function of a module that is an action, or is meant to be. */
export interface ActionFunction {
  readonly fn: FunctionNode;
  readonly kind: "module" | "inline";
  /** Its export, or the name it has where it stands; `this action` without one. */
  readonly name: string;
  /** The call that wraps it, e.g. of `export const save = authed(async () => …)`. */
  readonly wrapper: CallExpression | undefined;
}

/** Lists the actions of a module whose functions stand in it, each once, in source order. */
export function listActionFunctions(
  module: ParsedModule,
  directives: DirectiveScan,
  scopes: ScopeTree,
  exports: ResolvedExports,
): ActionFunction[] {
  const found = new Map<Node, ActionFunction>();
  if (directives.useServer !== undefined)
    for (const action of exportedActions(module, scopes, exports)) found.set(action.fn, action);
  for (const { fn } of directives.inline)
    if (!found.has(fn))
      found.set(fn, {
        fn,
        kind: "inline",
        name: ownName(module, fn, scopes) ?? "this action",
        wrapper: undefined,
      });
  return [...found.values()].toSorted((a, b) => a.fn.start - b.fn.start);
}

function exportedActions(
  module: ParsedModule,
  scopes: ScopeTree,
  { exports }: ResolvedExports,
): ActionFunction[] {
  return exports.flatMap(({ exported, form, value }): ActionFunction[] => {
    if (value.kind === "function") {
      const fn = value.fn as Node; // a function's range is the function's own node
      return isFunction(fn) ? [{ fn, kind: "module", name: exported, wrapper: undefined }] : [];
    }
    if (value.kind !== "runtime") return [];
    const call = initializerOf(module, scopes, form);
    const fn = call === undefined ? undefined : wrappedFunction(call);
    return fn === undefined ? [] : [{ fn, kind: "module", name: exported, wrapper: call }];
  });
}

function initializerOf(
  module: ParsedModule,
  scopes: ScopeTree,
  form: ResolvedExports["exports"][number]["form"],
): CallExpression | undefined {
  if (form.kind === "default-expression") {
    const { expression } = form;
    const node = module.nodes.find((each) => each.start === expression.start && isCall(each));
    return node?.type === "CallExpression" ? node : undefined;
  }
  const local = "local" in form ? form.local : undefined;
  const declaration =
    local === undefined ? undefined : scopes.program.bindings.get(local)?.declarations.at(-1);
  if (declaration?.type !== "VariableDeclarator" || declaration.init === null) return undefined;
  const value = withoutTypes(declaration.init);
  return value.type === "CallExpression" ? value : undefined;
}

function isCall(node: Node): boolean {
  return node.type === "CallExpression";
}

/** The last function among the arguments: `authed("editor", async (input) => …)`, also within wrappers in wrappers. */
function wrappedFunction(call: CallExpression): FunctionNode | undefined {
  for (const argument of call.arguments.toReversed()) {
    const value = withoutTypes(argument);
    if (isFunction(value)) return value;
    const inner = value.type === "CallExpression" ? wrappedFunction(value) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
