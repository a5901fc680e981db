import type { IfStatement, Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { saysRefusal } from "../callees/says-refusal.ts";
import type { CheckedModule } from "../check/finding.ts";

const loginPath = /log-?in|sign-?in|auth/i;

/** Lists the tests of a module that refuse a caller: by an error that says so, by `unauthorized()` or `forbidden()`, or by a redirect to the login page. */
export function refusingTests(checked: CheckedModule): ReadonlySet<Node> {
  const { module } = checked;
  const tests = new Set<Node>();
  for (const node of module.nodes)
    if (node.type === "IfStatement" && refuses(checked, node))
      for (const part of partsOf(node.test)) tests.add(part);
  return tests;
}

/** `!session || !session.user` is told to a flow's visitor in its parts. */
function partsOf(test: Node): Node[] {
  if (test.type === "LogicalExpression") return [...partsOf(test.left), ...partsOf(test.right)];
  if (test.type === "UnaryExpression" && test.operator === "!") return partsOf(test.argument);
  return [test];
}

/** What refuses stands in the branch itself: further tests in it would let others through. */
function refuses(checked: CheckedModule, { test, consequent }: IfStatement): boolean {
  const statements = consequent.type === "BlockStatement" ? consequent.body : [consequent];
  const last = statements.at(-1)?.type;
  const isEnd = last === "ReturnStatement" || last === "ThrowStatement";
  if (isEnd && partsOf(test).some((part) => asksRole(checked, part))) return true;
  return statements.some((statement) => {
    if (statement.type !== "ExpressionStatement") return isRefusal(checked, statement);
    const { expression } = statement;
    return isRefusal(
      checked,
      expression.type === "AwaitExpression" ? expression.argument : expression,
    );
  });
}

const roleMember = /^(?:roles?|isAdmin|isOwner|isStaff|permissions?)$/;

/** `current.role !== "owner"` of what a call gave that was told nothing: what the browser sent is not asked. */
function asksRole({ scopes }: CheckedModule, part: Node): boolean {
  let asked = part.type === "BinaryExpression" ? part.left : part;
  if (asked.type === "ChainExpression") asked = asked.expression;
  if (asked.type !== "MemberExpression" || asked.property.type !== "Identifier") return false;
  if (!roleMember.test(asked.property.name)) return false;
  let root: Node = asked.object;
  while (root.type === "MemberExpression") root = root.object;
  const [declaration] = scopes.referenceAt.get(root)?.binding.declarations ?? [];
  if (declaration?.type !== "VariableDeclarator") return false;
  const { init } = declaration;
  if (init?.type !== "AwaitExpression" || init.argument.type !== "CallExpression") return false;
  return init.argument.callee.type === "Identifier" && init.argument.arguments.length === 0;
}

function isRefusal(
  { module, scopes }: Pick<CheckedModule, "module" | "scopes">,
  node: Node,
): boolean {
  const text = (part: Node): string => module.file.code.slice(part.start, part.end);
  if (node.type === "ThrowStatement") return saysRefusal(text(node));
  if (node.type === "ReturnStatement")
    return (
      node.argument !== null &&
      (saysRefusal(text(node.argument)) || isRefusal({ module, scopes }, node.argument))
    );
  if (node.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, node);
  if (callee.kind !== "imported") return false;
  if (callee.name === "unauthorized" || callee.name === "forbidden") return true;
  const target = node.arguments[0];
  return (
    /^(?:permanentR|r)edirect$/.test(callee.name) &&
    target !== undefined &&
    loginPath.test(text(target))
  );
}
