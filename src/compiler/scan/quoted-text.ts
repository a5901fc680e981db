import type { Node } from "oxc-parser";

/** A statement that is nothing but a string or a template without values. */
export interface QuotedText {
  readonly statement: Node;
  /** The string itself, without parentheses. */
  readonly literal: Node;
  readonly text: string;
  /** The language reads it as a directive. */
  readonly isDirective: boolean;
  readonly isTemplate: boolean;
  /** Something in it is written otherwise than it reads: `"use\u0020server"`. */
  readonly isEscaped: boolean;
}

/** Returns the text that a statement consists of; undefined for every other node. */
export function quotedTextOf(statement: Node): QuotedText | undefined {
  if (statement.type !== "ExpressionStatement") return undefined;
  const { expression } = statement;
  const isDirective = typeof statement.directive === "string";
  const shape = { statement, literal: expression, isDirective };
  if (expression.type === "TemplateLiteral") {
    const text = expression.quasis[0]?.value.cooked;
    return expression.expressions.length > 0 || typeof text !== "string"
      ? undefined
      : { ...shape, text, isTemplate: true, isEscaped: false };
  }
  if (expression.type !== "Literal" || typeof expression.value !== "string") return undefined;
  const { value: text, raw } = expression;
  const isEscaped = raw !== null && raw.slice(1, -1) !== text;
  return { ...shape, text, isTemplate: false, isEscaped };
}
