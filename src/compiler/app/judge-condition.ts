import type { CallExpression, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import { constantOf } from "../scan/constant-value.ts";
import { literalText } from "../scan/literal-text.ts";

/** Stands in an address for a segment that a visitor chooses. */
export const dynamicPart = "\u0001";

/** What is known of a condition for one path: `path` where it hangs on a part that the visitor chooses, `maybe` where on something else. */
export type Verdict = "yes" | "no" | "path" | "maybe";

/** Names with the texts they stand for while one round of `some` is judged. */
type Texts = ReadonlyMap<string, string>;

/** Judges a condition of `proxy.ts` for a request to `path`, as far as its text tells. */
export function judgeCondition(
  checked: CheckedModule,
  node: Node,
  path: string,
  texts: Texts = new Map(),
): Verdict {
  const judge = (each: Node): Verdict => judgeCondition(checked, each, path, texts);
  const test = withoutTypes(node);
  if (test.type === "UnaryExpression" && test.operator === "!") return not(judge(test.argument));
  if (test.type === "LogicalExpression") {
    const sides = [judge(test.left), judge(test.right)];
    if (test.operator === "&&") return not(either(sides.map(not)));
    return test.operator === "||" ? either(sides) : "maybe";
  }
  if (test.type === "Identifier") {
    const held = constantOf(checked.scopes, test);
    return held === undefined ? "maybe" : judge(held);
  }
  if (test.type === "BinaryExpression") return judgeEquality(checked, test, path, texts);
  if (test.type === "CallExpression") return judgeCall(checked, test, path, texts);
  return "maybe";
}

function not(verdict: Verdict): Verdict {
  if (verdict === "yes") return "no";
  return verdict === "no" ? "yes" : verdict;
}

function either(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = ["yes", "path", "maybe"];
  return order.find((each) => verdicts.includes(each)) ?? "no";
}

interface Comparison {
  readonly left: Node;
  readonly right: Node;
  readonly operator: string;
}

function judgeEquality(
  checked: CheckedModule,
  { left, right, operator }: Comparison,
  path: string,
  texts: Texts,
): Verdict {
  const text = isPath(checked, left) ? textOf(right, texts) : undefined;
  if (text === undefined) return "maybe";
  const verdict = compare(path, text, (a, b) => a === b);
  if (operator === "===" || operator === "==") return verdict;
  return operator === "!==" || operator === "!=" ? not(verdict) : "maybe";
}

function judgeCall(
  checked: CheckedModule,
  { callee, arguments: given }: CallExpression,
  path: string,
  texts: Texts,
): Verdict {
  const [first] = given;
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return "maybe";
  if (first === undefined) return "maybe";
  const { name } = callee.property;
  if (isPath(checked, callee.object)) return judgeText(name, path, textOf(first, texts));
  const list = listOf(checked, callee.object);
  if (list === undefined) return "maybe";
  if (name === "includes" && isPath(checked, first))
    return either(list.map((text) => compare(path, text, (a, b) => a === b)));
  const body = name === "some" && isFunction(first) ? first.body : null;
  const parameter = isFunction(first) ? first.params[0] : undefined;
  if (body === null || body.type === "BlockStatement" || parameter?.type !== "Identifier")
    return "maybe";
  return either(
    list.map((text) =>
      judgeCondition(checked, body, path, new Map([...texts, [parameter.name, text]])),
    ),
  );
}

/** `pathname.startsWith("…")` and its like. */
function judgeText(method: string, path: string, text: string | undefined): Verdict {
  if (text === undefined) return "maybe";
  if (method === "startsWith") return startsWith(path, text);
  if (method !== "endsWith" && method !== "includes") return "maybe";
  if (path.includes(dynamicPart)) return "path";
  return path[method](text) ? "yes" : "no";
}

/** Compares with what is fixed of the path. */
function compare(path: string, text: string, same: (a: string, b: string) => boolean): Verdict {
  const fixed = path.split(dynamicPart, 1)[0] ?? "";
  if (fixed.length === path.length) return same(path, text) ? "yes" : "no";
  return text.startsWith(fixed) ? "path" : "no";
}

function startsWith(path: string, text: string): Verdict {
  const fixed = path.split(dynamicPart, 1)[0] ?? "";
  if (text.length <= fixed.length || fixed.length === path.length)
    return fixed.startsWith(text) ? "yes" : "no";
  return text.startsWith(fixed) ? "path" : "no";
}

/** `request.nextUrl.pathname`, or a name that holds it. */
function isPath(checked: CheckedModule, node: Node): boolean {
  if (node.type === "MemberExpression")
    return node.property.type === "Identifier" && node.property.name === "pathname";
  if (node.type !== "Identifier") return false;
  const held = constantOf(checked.scopes, node);
  return node.name === "pathname" || (held !== undefined && isPath(checked, held));
}

function textOf(node: Node, texts: Texts): string | undefined {
  if (node.type === "Identifier") return texts.get(node.name);
  if (node.type !== "TemplateLiteral") return literalText(node);
  const parts = node.quasis.map(({ value }, at) => {
    const inner = node.expressions[at];
    const text = inner === undefined ? "" : textOf(inner, texts);
    return text === undefined ? undefined : `${value.cooked ?? ""}${text}`;
  });
  return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}

/** The texts of a list that is written out. */
function listOf(checked: CheckedModule, node: Node): string[] | undefined {
  const value = withoutTypes(node);
  if (value.type === "Identifier") {
    const held = constantOf(checked.scopes, value);
    return held === undefined ? undefined : listOf(checked, held);
  }
  if (value.type !== "ArrayExpression") return undefined;
  const texts = value.elements.map((each) => (each === null ? undefined : literalText(each)));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
