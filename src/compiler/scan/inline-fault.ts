import type { MethodDefinition, Node, ObjectProperty } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, type FunctionNode } from "../parse/syntax-tree.ts";

/** Why a function with a directive cannot be what the directive says. `class-bound`: it uses `super` or a private name. */
export type InlineFault = "accessor" | "instance" | "generator" | "not-async" | "class-bound";

/** Says why a function with a directive cannot be what it is marked as; undefined when it can. */
export function inlineFault(module: ParsedModule, fn: FunctionNode): InlineFault | undefined {
  const member = memberOf(module, fn);
  const kind = member?.kind;
  if (kind === "get" || kind === "set" || kind === "constructor") return "accessor";
  if (member?.type === "MethodDefinition" && !member.static) return "instance";
  if (!fn.async) return fn.generator ? "generator" : "not-async";
  const isBound = module.classBound.some(
    (node) => contains(fn, node) && !hasOwnClass(module, node, fn),
  );
  return isBound ? "class-bound" : undefined;
}

/** The method, getter or setter whose function `fn` is; a function in its computed key is not. */
export function memberOf(
  module: ParsedModule,
  fn: FunctionNode,
): MethodDefinition | ObjectProperty | undefined {
  const parent = module.parents.get(fn);
  if (parent?.type === "MethodDefinition") return parent.value === fn ? parent : undefined;
  if (parent?.type !== "Property" || parent.value !== fn) return undefined;
  const isMember = parent.method || parent.kind !== "init";
  return isMember && parent.value.type === "FunctionExpression" ? parent : undefined;
}

/** `super` and `#private` inside a class or object of the action itself move along with it. */
function hasOwnClass(module: ParsedModule, node: Node, fn: FunctionNode): boolean {
  for (
    let at = module.parents.get(node);
    at !== undefined && at !== fn;
    at = module.parents.get(at)
  )
    if (at.type === "ClassBody" || (at.type === "Property" && at.method)) return true;
  return false;
}
