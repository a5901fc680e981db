import type { Node } from "oxc-parser";
import { describeWrite } from "../callees/describe-write.ts";
import { isAuthCall, isAuthWrapped } from "../callees/is-auth-call.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { exploreWrites } from "./explore-writes.ts";
import { refusingTests } from "./refusing-tests.ts";

/** Actions for strangers, by their names. */
const forStrangers =
  /log-?_?in|sign-?_?in|log-?_?out|sign-?_?out|sign-?_?up|regist|contact|feedback|enquir|inquir|newsletter|subscri|wait(?:ing)?_?list|rsvp|forgot|reset_?password|verify_?e?mail|confirm|track|count|views?$|unlock|accept_?invit/i;

const names = /session|user|viewer|visitor|member|account|owner/i;

/** Functions that throw or redirect by themselves, so that nobody need look at their result. */
const refusesItself =
  /^(?:require|assert|ensure|check|protect|enforce|verify|guard|authorize|validate|demand|must|authenticate|can)/i;

/** Rule `action-without-auth`. */
export const checkAuth: Rule = (checked) =>
  checked.actions.flatMap((action): Finding[] => {
    if (forStrangers.test(action.name) || knowsCaller(checked, action)) return [];
    const { fn, name } = action;
    const tests = refusingTests(checked, fn);
    const reached = exploreWrites(checked, fn, {
      bitsOf: (node) => (isAuthCall(checked.scopes, node) && isLookedAt(checked, node) ? 1 : 0),
      bitsOfTest: (test) => (tests.has(test) ? 1 : 0),
    }).find(({ state }) => state === 0);
    if (reached === undefined) return [];
    const params = { action: name, write: describeWrite(checked, reached.write) };
    return [{ code: "action-without-auth", range: reached.write, params }];
  });

/** A wrapper asks, or what was sealed into the action when it was made says who it was made for. */
export function knowsCaller(checked: CheckedModule, { fn }: ActionFunction): boolean {
  if (isAuthWrapped(checked.module, checked.scopes, fn)) return true;
  const captures = [...checked.inline].find(([action]) => action.fn === fn)?.[1].captures ?? [];
  return captures.some(({ binding }) => names.test(binding.name));
}

/** A session that nothing reads, or that is only logged, keeps nobody out. */
function isLookedAt({ module, scopes }: CheckedModule, node: Node): boolean {
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
  const uses = scopes.references.filter(({ binding }) => binding.declarations.includes(parent));
  return uses.some((use) => !isLogged(module.parents, use.node));
}

function isLogged(parents: ReadonlyMap<Node, Node>, node: Node): boolean {
  for (let at = parents.get(node); at !== undefined; at = parents.get(at)) {
    if (at.type === "CallExpression") {
      const { callee } = at;
      return (
        callee.type === "MemberExpression" &&
        callee.object.type === "Identifier" &&
        /^(?:console|log|logger)$/.test(callee.object.name)
      );
    }
    if (at.type === "ExpressionStatement") return false;
  }
  return false;
}

function nameOf(node: Node): string {
  if (node.type !== "CallExpression") return "";
  const { callee } = node;
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" && callee.property.type === "Identifier"
    ? callee.property.name
    : "";
}
