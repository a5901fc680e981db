import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";

/** Names a write as the source has it, without what it is given: `db.post.create`, `sql`. */
export function describeWrite({ module }: CheckedModule, node: Node): string {
  let head = node;
  if (node.type === "CallExpression") head = node.callee;
  if (node.type === "TaggedTemplateExpression") head = node.tag;
  const text = module.file.code.slice(head.start, head.end).replace(/\s+/g, "");
  const short = text.replace(/\((?:[^()]|\([^()]*\))*\)/g, "()");
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}
