import type { Node } from "oxc-parser";
import { err, ok, type Result } from "../../base/index.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { keyName } from "../scan/name-inline.ts";

/** Gives the value of a literal: strings, numbers, booleans, null, and arrays and objects of them. The error says what was expected. */
export function literalValue(node: Node): Result<unknown, string> {
  const literal = withoutTypes(node);
  if (literal.type === "Literal") return ok(literal.value);
  if (literal.type === "ArrayExpression") return arrayValue(literal.elements);
  if (literal.type === "ObjectExpression") return objectValue(literal.properties);
  if (literal.type === "TemplateLiteral")
    return literal.expressions.length === 0 ? ok(literal.quasis[0]?.value.cooked) : notLiteral;
  if (literal.type !== "UnaryExpression" || literal.operator !== "-") return notLiteral;
  const value = literalValue(literal.argument);
  return value.ok && typeof value.value === "number" ? ok(-value.value) : notLiteral;
}

const notLiteral: Result<never, string> = err("a literal, since the compiler evaluates nothing");

function arrayValue(elements: readonly (Node | null)[]): Result<unknown, string> {
  const values: unknown[] = [];
  for (const element of elements) {
    const value = element === null ? notLiteral : literalValue(element);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok(values);
}

function objectValue(properties: readonly Node[]): Result<unknown, string> {
  const entries: [string, unknown][] = [];
  for (const property of properties) {
    if (property.type !== "Property" || property.computed) return notLiteral;
    const key = keyName(property.key);
    const value = literalValue(property.value);
    if (!value.ok || key === undefined) return notLiteral;
    entries.push([key, value.value]);
  }
  return ok(Object.fromEntries(entries));
}
