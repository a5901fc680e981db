import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";
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
 * does not; after it, in its `else`, under `!(…)` or under a test of the signal it does.
 */
export function isRethrow(module: ParsedModule, scopes: ScopeTree, node: Node): boolean {
  if (node.type === "CallExpression") {
    const callee = calleeOf(scopes, node);
    const name = callee.kind === "imported" ? callee.name : callee.written.at(-1);
    if (callee.kind === "imported" && modules.has(callee.specifier))
      return callee.name === "unstable_rethrow";
    return (
      name !== undefined &&
      ownRethrow.test(name) &&
      node.arguments.some((argument) => isCaught(scopes, argument))
    );
  }
  return (
    node.type === "ThrowStatement" &&
    isCaught(scopes, node.argument) &&
    !isKeptFromSignals(module, node)
  );
}

function isCaught(scopes: ScopeTree, node: Node): boolean {
  const inner = withoutTypes(node);
  const binding = scopes.referenceAt.get(inner)?.binding;
  if (binding?.kind === "catch") return true;
  const [declaration] = binding?.declarations ?? [];
  return (
    declaration?.type === "VariableDeclarator" &&
    declaration.init !== null &&
    scopes.referenceAt.get(withoutTypes(declaration.init))?.binding.kind === "catch"
  );
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
