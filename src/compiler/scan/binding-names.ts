import type { Node } from "oxc-parser";

/** Lists the identifiers that a declaring pattern binds, in source order; TypeScript's `this` parameter is none. */
export function bindingNames(pattern: Node): (Node & { readonly name: string })[] {
  if (pattern.type === "Identifier") return pattern.name === "this" ? [] : [pattern];
  if (pattern.type === "AssignmentPattern") return bindingNames(pattern.left);
  if (pattern.type === "RestElement") return bindingNames(pattern.argument);
  if (pattern.type === "TSParameterProperty") return bindingNames(pattern.parameter);
  if (pattern.type === "ArrayPattern")
    return pattern.elements.flatMap((element) => (element === null ? [] : bindingNames(element)));
  if (pattern.type !== "ObjectPattern") return [];
  return pattern.properties.flatMap((property) =>
    bindingNames(property.type === "Property" ? property.value : property.argument),
  );
}
