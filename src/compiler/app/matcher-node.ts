import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";

/** Finds the value of `config.matcher`, as written. */
export function matcherNode({ module }: CheckedModule): Node | undefined {
  for (const statement of module.program.body) {
    const declared =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : undefined;
    if (declared?.type !== "VariableDeclaration") continue;
    for (const { id, init } of declared.declarations)
      if (id.type === "Identifier" && id.name === "config" && init !== null)
        return propertyOf(withoutTypes(init), "matcher");
  }
  return undefined;
}

/** Finds the value of a property that is written out. */
export function propertyOf(object: Node, name: string): Node | undefined {
  if (object.type !== "ObjectExpression") return undefined;
  for (const each of object.properties)
    if (each.type === "Property" && each.key.type === "Identifier" && each.key.name === name)
      return withoutTypes(each.value);
  return undefined;
}
