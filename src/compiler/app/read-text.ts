import type { Node } from "oxc-parser";
import type { ImportedName } from "../callees/imported-calls.ts";
import type { CheckedModule } from "../check/finding.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { constantOf, constantValue } from "../scan/constant-value.ts";
import { literalText } from "../scan/literal-text.ts";
import { lookUp } from "../scan/scope.ts";
import { importedName } from "./imported-name.ts";

/** What an expression that should be a text is: that text, how it begins, or a constant of another module with the members that lead to it. */
export type TextSource =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "beginning"; readonly text: string }
  | { readonly kind: "import"; readonly from: ImportedName; readonly path: readonly string[] };

/** Reads a text through constants and members of constants; undefined where only a run can tell. */
export function readText(checked: CheckedModule, node: Node): TextSource | undefined {
  const path: string[] = [];
  let at = withoutTypes(node);
  for (; at.type === "MemberExpression" && !at.computed; at = withoutTypes(at.object)) {
    const from = importedName(checked, at);
    if (from !== undefined && from.imported !== "*") return { kind: "import", from, path };
    if (at.property.type !== "Identifier") return undefined;
    path.unshift(at.property.name);
  }
  if (at.type !== "Identifier") return path.length === 0 ? writtenText(at) : undefined;
  const from = importedName(checked, at);
  if (from !== undefined) return from.imported === "*" ? undefined : { kind: "import", from, path };
  const value = constantOf(checked.scopes, at);
  const found = value === undefined ? undefined : memberAt(bare(value), path);
  return found === undefined ? undefined : writtenText(found);
}

/** The texts that a module exports as constants, by name and members: `Tags.posts`. */
export function exportedTexts({ scopes, exports }: CheckedModule): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { exported, form } of exports.exports) {
    const local = "local" in form ? form.local : undefined;
    const binding = local === undefined ? undefined : lookUp(scopes.program, local);
    const value = constantValue(binding);
    if (value !== undefined) addTexts(texts, exported, bare(value));
  }
  return texts;
}

function addTexts(texts: Map<string, string>, name: string, value: Node): void {
  const written = writtenText(value);
  if (written?.kind === "text") texts.set(name, written.text);
  if (value.type !== "ObjectExpression") return;
  for (const property of value.properties)
    if (property.type === "Property" && !property.computed && property.key.type === "Identifier")
      addTexts(texts, `${name}.${property.key.name}`, bare(property.value));
}

/** `Object.freeze({ … })` is the object in it. */
function bare(node: Node): Node {
  const value = withoutTypes(node);
  if (value.type !== "CallExpression" || value.callee.type !== "MemberExpression") return value;
  const { object, property } = value.callee;
  const [first] = value.arguments;
  const isFrozen =
    object.type === "Identifier" &&
    object.name === "Object" &&
    property.type === "Identifier" &&
    property.name === "freeze";
  return isFrozen && first !== undefined ? withoutTypes(first) : value;
}

function memberAt(value: Node, path: readonly string[]): Node | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (value.type !== "ObjectExpression") return undefined;
  for (const property of value.properties) {
    if (property.type !== "Property") return undefined;
    const { key, computed } = property;
    if (!computed && key.type === "Identifier" && key.name === name)
      return memberAt(bare(property.value), rest);
  }
  return undefined;
}

function writtenText(node: Node): TextSource | undefined {
  let first = withoutTypes(node);
  while (first.type === "BinaryExpression" && first.operator === "+")
    first = withoutTypes(first.left);
  const isWhole = first === withoutTypes(node);
  const written = literalText(first);
  if (written !== undefined) return { kind: isWhole ? "text" : "beginning", text: written };
  const begun =
    first.type === "TemplateLiteral" ? (first.quasis[0]?.value.cooked ?? undefined) : undefined;
  return begun === undefined ? undefined : { kind: "beginning", text: begun };
}
