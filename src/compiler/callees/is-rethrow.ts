import type { CallExpression, Node } from "oxc-parser";
import { nodesWithin } from "../parse/nodes-within.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { isRejectionParameter } from "../flow/is-rejection-parameter.ts";
import type { Binding, ScopeTree } from "../scan/scope.ts";
import { calleeOf } from "./callee-of.ts";

const modules = new Set(["next/navigation", "edict"]);
/** Functions of an app's own that are there to pass signals on: `rethrowIfRedirect(error)`. */
const ownRethrow = /rethrow/i;
/** What a test for a redirect's signal mentions. */
const signalTest =
  /\bdigest\b|NEXT_(?:REDIRECT|NOT_FOUND|HTTP_ERROR)|\bis(?:Redirect|NotFound|HTTPAccessFallback|NextRouter|Next|Action)\w*Error\b|\bisRedirect\b/;

/**
 * Tells whether `node`, a call or a `throw` in a `catch`, passes a caught redirect on:
 * `unstable_rethrow(e)`, or `throw e` where the signal may get to. Under `if (e instanceof X)` it
 * does not; after it, in its `else`, under `!(…)` or under a test of the signal it does. A function
 * of the module that does so with what it is given counts too: `fail("/posts", e)`.
 */
export function isRethrow(module: ParsedModule, scopes: ScopeTree, node: Node): boolean {
  if (node.type === "CallExpression") {
    const isGiven = (argument: Node): boolean => isCaught({ module, scopes }, argument);
    if (isRethrowByName(scopes, node, isGiven)) return true;
    const callee = calleeOf(scopes, node);
    return callee.kind === "local" && throwsOn({ module, scopes }, node, callee.fn);
  }
  return (
    node.type === "ThrowStatement" &&
    isCaught({ module, scopes }, node.argument) &&
    !isKeptFromSignals(module, node)
  );
}

function isRethrowByName(
  scopes: ScopeTree,
  call: CallExpression,
  isGiven: (argument: Node) => boolean,
): boolean {
  const callee = calleeOf(scopes, call);
  if (callee.kind === "imported" && modules.has(callee.specifier))
    return callee.name === "unstable_rethrow";
  const name = callee.kind === "imported" ? callee.name : callee.written.at(-1);
  return name !== undefined && ownRethrow.test(name) && call.arguments.some(isGiven);
}

interface Scoped {
  readonly module: ParsedModule;
  readonly scopes: ScopeTree;
}

/** Tells whether a function throws on what `call` hands it of a `catch`. */
function throwsOn({ module, scopes }: Scoped, call: CallExpression, fn: FunctionNode): boolean {
  const taken = new Set(
    fn.params.flatMap((parameter, index) => {
      const argument = call.arguments[index];
      const isTaken =
        parameter.type === "Identifier" &&
        argument !== undefined &&
        isCaught({ module, scopes }, argument);
      return isTaken ? [parameter.name] : [];
    }),
  );
  if (taken.size === 0) return false;
  const own = scopes.parametersOf.get(fn);
  const isTaken = (node: Node): boolean => {
    const binding = scopes.referenceAt.get(withoutTypes(node))?.binding;
    return binding !== undefined && binding.scope === own && taken.has(binding.name);
  };
  return nodesWithin(module, fn).some((node) =>
    node.type === "ThrowStatement"
      ? isTaken(node.argument) && !isKeptFromSignals(module, node)
      : node.type === "CallExpression" && isRethrowByName(scopes, node, isTaken),
  );
}

function isCaught({ module, scopes }: Scoped, node: Node): boolean {
  const isTaken = (binding: Binding): boolean =>
    binding.kind === "catch" || isRejectionParameter(module.parents, binding);
  const binding = scopes.referenceAt.get(withoutTypes(node))?.binding;
  if (binding === undefined || isTaken(binding)) return binding !== undefined;
  const [declaration] = binding.declarations;
  if (declaration?.type !== "VariableDeclarator" || declaration.init === null) return false;
  const held = scopes.referenceAt.get(withoutTypes(declaration.init))?.binding;
  return held !== undefined && isTaken(held);
}

/** Tells whether a condition around `node`, up to its `catch`, holds signals off. */
function isKeptFromSignals(module: ParsedModule, node: Node): boolean {
  let inner = node;
  for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at)) {
    if (at.type === "CatchClause" || isFunction(at)) return false;
    if (at.type === "SwitchCase" && at.test !== null) return true;
    if (at.type === "IfStatement" && contains(at.consequent, inner)) {
      const { start, end } = at.test;
      if (signalTest.test(module.file.code.slice(start, end))) return false;
      if (!isNegated(at.test)) return true;
    }
    inner = at;
  }
  return false;
}

function isNegated(node: Node): boolean {
  const test = withoutTypes(node);
  if (test.type === "UnaryExpression") return test.operator === "!";
  if (test.type === "BinaryExpression") return test.operator.startsWith("!");
  return test.type === "LogicalExpression" && isNegated(test.left) && isNegated(test.right);
}
