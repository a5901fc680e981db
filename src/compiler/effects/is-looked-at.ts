import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, withoutTypes, type Range } from "../parse/syntax-tree.ts";
import { findReference } from "./references-within.ts";

/** Functions that throw or redirect by themselves, so that nobody need look at their result. */
const refusesItself =
  /^(?:require|assert|ensure|check|protect|enforce|verify|guard|authorize|validate|demand|must|authenticate|can|parse|is|signedIn|loggedIn|exig|requer|verific|garantir|asegurar)/i;

/** Tells whether the result of a check decides anything: one that nothing reads, or that is only logged, keeps nobody out. */
export function isLookedAt({ module, scopes }: CheckedModule, node: Node): boolean {
  let at = node;
  let parent = module.parents.get(at);
  while (
    parent?.type === "AwaitExpression" ||
    (parent !== undefined && withoutTypes(parent) === withoutTypes(at))
  ) {
    at = parent;
    parent = module.parents.get(at);
  }
  if (parent?.type === "ExpressionStatement") return refusesItself.test(nameOf(node));
  if (parent?.type !== "VariableDeclarator" || refusesItself.test(nameOf(node))) return true;
  const use = findReference(
    scopes,
    scopeAround(module, parent),
    ({ node: used, binding }) =>
      binding.declarations.includes(parent) && !isLogged(module.parents, used),
  );
  return use !== undefined;
}

/** The function in which a variable lives: looking through the whole file for each would take its square. */
function scopeAround({ parents, program }: ParsedModule, node: Node): Range {
  for (let at = parents.get(node); at !== undefined; at = parents.get(at))
    if (isFunction(at)) return at;
  return program;
}

function isLogged(parents: ReadonlyMap<Node, Node>, node: Node): boolean {
  let inner = node;
  for (let at = parents.get(node); at !== undefined; at = parents.get(at)) {
    if (at.type === "CallExpression") return isLogCall(at);
    if (at.type === "ExpressionStatement") return false;
    // `if (!session) console.log("a guest")` lets everybody on.
    if (at.type === "IfStatement")
      return inner === at.test && at.alternate === null && onlyLogs(at.consequent);
    inner = at;
  }
  return false;
}

function onlyLogs(statement: Node): boolean {
  if (statement.type === "BlockStatement") return statement.body.every(onlyLogs);
  return statement.type === "ExpressionStatement" && isLogCall(statement.expression);
}

function isLogCall(node: Node): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object } = node.callee;
  return object.type === "Identifier" && /^(?:console|log|logger)$/.test(object.name);
}

/** Tells whether a call throws or redirects by itself, as far as its name says. */
export function refusesByName(node: Node): boolean {
  const name = nameOf(node);
  return refusesItself.test(name) || /Or(?:Throw|Redirect|Fail)/.test(name);
}

function nameOf(node: Node): string {
  if (node.type !== "CallExpression") return "";
  const { callee } = node;
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" && callee.property.type === "Identifier"
    ? callee.property.name
    : "";
}
