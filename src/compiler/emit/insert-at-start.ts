import type { Node } from "oxc-parser";
import { findToken } from "../parse/find-token.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { EditPlan } from "./edit-plan.ts";

/** Plans `text` as the first statement of `block`, after directives that remain. */
export function insertAtStart(
  plan: EditPlan,
  module: ParsedModule,
  block: Node,
  text: string,
): void {
  const last =
    "body" in block && Array.isArray(block.body)
      ? (block.body as Node[]).findLast((node) => isKeptDirective(node))
      : undefined;
  const at = last?.end ?? findToken(module, "{", block.start, block.end) + 1;
  plan.insertions.push({ at, text: last === undefined ? ` ${text}` : `\n${text}`, kind: "stay" });
}

function isKeptDirective(node: Node): boolean {
  return (
    node.type === "ExpressionStatement" &&
    typeof node.directive === "string" &&
    node.directive !== "use server" &&
    node.directive !== "use strict"
  );
}
