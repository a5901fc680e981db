import type { Node } from "oxc-parser";
import { withoutTypes } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { constantOf } from "../scan/constant-value.ts";

const leading = /^(?:\s+|--[^\n]*\n?|\/\*[\s\S]*?\*\/)+/;
const writes =
  /^(?:insert\s+(?:or\s+\w+\s+|ignore\s+)?into|update\b[\s\S]*?\bset\b|delete\s+from|merge\s+into|replace\s+into|truncate)\b/i;
const afterCommonTables =
  /\)\s*(?:insert\s+into|update\b[\s\S]*?\bset|delete\s+from|merge\s+into)\b/i;

/** Tells whether `text` is a SQL statement that changes data; comments and common table expressions before it are skipped. */
export function isSqlWrite(text: string): boolean {
  const statement = text.replace(leading, "");
  return (
    writes.test(statement) || (/^with\b/i.test(statement) && afterCommonTables.test(statement))
  );
}

/** Returns the text that an expression is known to hold, holes in it as `?`; undefined where it is not a text. */
export function knownText(scopes: ScopeTree, node: Node | undefined): string | undefined {
  return node === undefined ? undefined : textOf(scopes, node, 0);
}

/** Constants may be made of others; what is made of itself has no end. */
const depthLimit = 12;

function textOf(scopes: ScopeTree, node: Node, depth: number): string | undefined {
  const inner = withoutTypes(node);
  if (depth > depthLimit) return undefined;
  if (inner.type === "Literal") return typeof inner.value === "string" ? inner.value : undefined;
  if (inner.type === "TaggedTemplateExpression") return textOf(scopes, inner.quasi, depth);
  if (inner.type === "TemplateLiteral")
    return inner.quasis.map(({ value }) => value.cooked ?? value.raw).join(" ? ");
  if (inner.type === "BinaryExpression" && inner.operator === "+") {
    const left = textOf(scopes, inner.left, depth + 1);
    return left === undefined
      ? undefined
      : left + (textOf(scopes, inner.right, depth + 1) ?? " ? ");
  }
  const value = constantOf(scopes, inner);
  return value === undefined ? undefined : textOf(scopes, value, depth + 1);
}
