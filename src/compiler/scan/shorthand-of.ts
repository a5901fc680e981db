import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";

/** Returns the key that must be written out once the name at `node` changes: `user` of `{ user }`. */
export function shorthandOf(module: ParsedModule, node: Node): string | undefined {
  let parent = module.parents.get(node);
  if (parent?.type === "AssignmentPattern" && parent.left === node)
    parent = module.parents.get(parent);
  const isShorthand =
    parent?.type === "Property" && parent.shorthand && parent.key.start === node.start;
  return isShorthand && node.type === "Identifier" ? node.name : undefined;
}
