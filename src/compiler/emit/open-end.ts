import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { Range } from "../parse/syntax-tree.ts";

/**
 * Returns the semicolon that must stay where a statement or member is taken out, or "": one before it that ends
 * without a semicolon would otherwise go on in what follows, `const a = b` in `(c)()`.
 */
export function openEnd(module: ParsedModule, node: Node): string {
  const siblings = siblingsOf(module, node);
  const index = siblings.findIndex(({ start }) => start === node.start);
  const before = siblings[index - 1];
  const after = siblings[index + 1];
  if (before === undefined || after === undefined) return "";
  const { code } = module.file;
  // What follows may be taken out as well, and then begins like the rest.
  const mayGoOn = /^(?:[([`+\-/*<]|async\b|static\b|["'])/.test(
    code.slice(after.start, after.start + 7),
  );
  return mayGoOn && code[before.end - 1] !== ";" ? ";" : "";
}

function siblingsOf(module: ParsedModule, node: Node): readonly Range[] {
  const parent = module.parents.get(node);
  if (parent?.type === "SwitchCase") return parent.consequent;
  return parent !== undefined && "body" in parent && Array.isArray(parent.body) ? parent.body : [];
}
