import type { CallExpression, Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import type { CheckedModule } from "../check/finding.ts";
import { findReference } from "./references-within.ts";

const guard =
  /^(?:require|assert|ensure|check|verify|enforce|protect|authorize|guard|with)(?:[A-Z]|$)/;
/** `editor`, `posts:write`; an address or a sentence is no role. */
const role = /^[a-z][\w-]*(?:[:.][\w*-]+)*$/i;

/** Tells whether a guard is told whom it lets through: `requireUser("admin")`, `requireAuth(["editor", "owner"])`. One of the module itself must look at what it is told. */
export function asksForRole({ scopes }: CheckedModule, call: CallExpression): boolean {
  const callee = calleeOf(scopes, call);
  const name = callee.kind === "imported" ? callee.name : callee.written.at(-1);
  if (name === undefined || !guard.test(name)) return false;
  const index = call.arguments.findIndex(namesRoles);
  if (index === -1) return false;
  if (callee.kind !== "local") return true;
  const parameter = callee.fn.params[index];
  if (parameter?.type !== "Identifier") return parameter !== undefined;
  const own = scopes.parametersOf.get(callee.fn);
  return (
    findReference(
      scopes,
      callee.fn,
      ({ binding }) => binding.scope === own && binding.name === parameter.name,
    ) !== undefined
  );
}

function namesRoles(node: Node): boolean {
  if (node.type === "ArrayExpression")
    return (
      node.elements.length > 0 && node.elements.every((each) => each !== null && namesRoles(each))
    );
  return node.type === "Literal" && typeof node.value === "string" && role.test(node.value);
}
