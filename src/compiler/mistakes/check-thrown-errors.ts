import type { CallExpression, NewExpression, Node, ThrowStatement } from "oxc-parser";
import { saysRefusal } from "../callees/says-refusal.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { contains, isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";

/** Words of messages about what visitors typed, chose or asked for. */
const expectedWords =
  /\b(?:required|invalid|must|should|too (?:short|long|large|small|many|big|weak)|already|taken|exists?|in use|at (?:least|most)|expired|not valid|please|empty|cannot be|can't be|wrong|incorrect|do(?:es)? ?n[o']t match|mismatch|unavailable|(?:out of|in) stock|not enough|insufficient|limit)\b/i;

/** A refusal ends the call, whatever the caller would show. */
const refusalWords = /\b(?:logged|signed|owner)\b/i;

/** A test of who asks: of the session itself, or of something compared with it. */
const refusalTest =
  /^!?\(?\s*(?:session|user|viewer|currentUser)\b[\w.?]*\)?$|[!=]==?\s*(?:session|user|viewer|currentUser)\b|\b(?:session|user|viewer|currentUser)[\w.?]*\s*[!=]==|(?:owner|author|user|member)Id\s*[!=]==|\brole\b|isAdmin|isOwner|\bcan\w*\(/i;

/** A test of what was sent: its type, form or length, or what a schema says. */
const inputTest =
  /\btypeof\s+(?!window\b|document\b)\w+\s*[!=]==|\.test\(|\.length\s*[<>=!]|\bisNaN\(|Number\.is\w+\(|\.includes\(/;

/** What is tested is the server's own affair: its environment, or another server's answer. */
const ownAffair =
  /\bprocess\.env\b|\bimport\.meta\b|\.(?:ok|status|statusCode|rowCount)\b|\btypeof\s+(?:window|document)\b/;

/** What a schema says of the input; what another function says of its own work is no affair of the visitor's. */
const schemaResult = /pars|validat|check|schema/i;

/** Rule `thrown-expected-error`. */
export const checkThrownErrors: Rule = (checked) => {
  if (checked.actions.length === 0) return [];
  const thrown = checked.module.nodes.filter((node) => node.type === "ThrowStatement");
  return checked.actions.flatMap(({ fn, name }) =>
    thrown
      .filter((node) => contains(fn, node) && isExpected(checked, fn, node))
      .map((node): Finding => {
        const takesState = fn.params.length >= 2;
        return {
          code: "thrown-expected-error",
          range: node,
          params: { action: name, takesState },
        };
      }),
  );
};

function isExpected(checked: CheckedModule, fn: FunctionNode, node: ThrowStatement): boolean {
  const argument = withoutTypes(node.argument);
  if (argument.type !== "NewExpression" && argument.type !== "CallExpression") return false;
  if (!isPlainError(checked, argument)) return false;
  const test = testAround(checked, fn, node);
  if (test === undefined || isOwnAffair(checked, test)) return false;
  const message = argument.arguments[0];
  const words = message === undefined ? "" : textOf(checked, message);
  if (saysRefusal(words) || refusalWords.test(words) || refusalTest.test(textOf(checked, test)))
    return false;
  return (
    expectedWords.test(words) || inputTest.test(textOf(checked, test)) || isFailed(checked, test)
  );
}

function isOwnAffair(checked: CheckedModule, test: Node): boolean {
  if (ownAffair.test(textOf(checked, test))) return true;
  const value = test.type === "UnaryExpression" ? test.argument : test;
  const init = valueOf(checked, value);
  return init !== undefined && /^(?:process|import\.meta)\.env\b/.test(textOf(checked, init));
}

/** `!parsed.success` of a schema's result. */
function isFailed(checked: CheckedModule, test: Node): boolean {
  if (test.type !== "UnaryExpression" || test.operator !== "!") return false;
  const { argument } = test;
  if (argument.type !== "MemberExpression" || argument.property.type !== "Identifier") return false;
  if (argument.property.name !== "success") return false;
  const init = valueOf(checked, argument.object);
  return init !== undefined && schemaResult.test(textOf(checked, init));
}

/** What a variable was declared with. */
function valueOf({ scopes }: CheckedModule, node: Node): Node | undefined {
  const [declaration] = scopes.referenceAt.get(node)?.binding.declarations ?? [];
  return declaration?.type === "VariableDeclarator" ? (declaration.init ?? undefined) : undefined;
}

function isPlainError(
  { scopes }: CheckedModule,
  { callee }: NewExpression | CallExpression,
): boolean {
  return (
    callee.type === "Identifier" &&
    /^(?:Type|Range)?Error$/.test(callee.name) &&
    !scopes.referenceAt.has(callee)
  );
}

/** The test that decides about a `throw` of the action itself; undefined in a `catch`, and in functions inside of it. */
function testAround({ module }: CheckedModule, fn: FunctionNode, node: Node): Node | undefined {
  let test: Node | undefined;
  let inner = node;
  for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at)) {
    if (isFunction(at)) return at === fn ? test : undefined;
    if (at.type === "CatchClause") return undefined;
    if (at.type === "IfStatement" && at.test !== inner) test ??= at.test;
    inner = at;
  }
  return undefined;
}

function textOf({ module }: CheckedModule, { start, end }: Node): string {
  return module.file.code.slice(start, end);
}
