import type { Node } from "oxc-parser";
import { isValidation } from "../callees/is-validation.ts";
import type { CheckedModule } from "../check/finding.ts";
import { contains, withoutTypes } from "../parse/syntax-tree.ts";
import { isLookedAt } from "./is-looked-at.ts";
import type { InputTrace } from "./trace-inputs.ts";

const checkingName =
  /(?:^|\.)(?:validate|parse|check|sanitize|assert|ensure|clean|normali[sz]e|read)\w*$/i;

/** Tells whether `node` looks at what the caller sent, so that not everything goes on: a schema, a comparison, or a function whose name says so. */
export function isInputCheck(checked: CheckedModule, node: Node, { uses }: InputTrace): boolean {
  if (node.type === "CallExpression" && isCheckByName(checked, node.callee)) return true;
  if (!isValidation(checked.scopes, node) && !isComparison(node)) return false;
  return uses.some((use) => contains(node, use.node)) && isLookedAt(checked, node);
}

/** Tells whether a test asks whether what the caller sent is there at all, where the path ends if it is not: `if (!title) return …` of a text. */
export function isMissingTest(
  { module, scopes }: CheckedModule,
  test: Node,
  { raw }: InputTrace,
): boolean {
  const binding = scopes.referenceAt.get(test)?.binding;
  const [declaration] = binding?.declarations ?? [];
  if (binding === undefined || !raw.has(binding)) return false;
  if (declaration?.type !== "VariableDeclarator" || !isTaken(declaration.init)) return false;
  let inner = test;
  for (let at = module.parents.get(test); at !== undefined; at = module.parents.get(at)) {
    if (at.type === "IfStatement") return inner === at.test && endsPath(at.consequent);
    const isPartOfTest =
      at.type === "LogicalExpression" || (at.type === "UnaryExpression" && at.operator === "!");
    if (!isPartOfTest) return false;
    inner = at;
  }
  return false;
}

const takesText = /^(?:String|Number|parseInt|parseFloat|toString|trim|toLowerCase|toUpperCase)$/;

/** `String(form.get("title"))`, `title.trim()`, `form.get("title") as string`: of one kind, or said to be. What `form.get` gives may be a file. */
function isTaken(value: Node | null): boolean {
  if (value === null) return false;
  const inner = withoutTypes(value);
  if (inner !== value) return true;
  const call = inner.type === "ChainExpression" ? inner.expression : inner;
  if (call.type !== "CallExpression") return false;
  const named = call.callee.type === "MemberExpression" ? call.callee.property : call.callee;
  return named.type === "Identifier" && takesText.test(named.name);
}

function endsPath(statement: Node): boolean {
  const last = statement.type === "BlockStatement" ? statement.body.at(-1) : statement;
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement";
}

/** `choice === "yes"`: one of a few values goes on. A test for nothing says nothing of the rest. */
function isComparison(node: Node): boolean {
  if (node.type !== "BinaryExpression" || !/^[!=]==?$/.test(node.operator)) return false;
  return [node.left, node.right].some(
    (side) => side.type === "Literal" && side.value !== null && side.value !== "",
  );
}

/** A function of the app that says by its name that it checks. */
function isCheckByName({ module }: CheckedModule, { start, end }: Node): boolean {
  const text = module.file.code.slice(start, end);
  return checkingName.test(text) && !/JSON\.parse$|parse(?:Int|Float)$/.test(text);
}
