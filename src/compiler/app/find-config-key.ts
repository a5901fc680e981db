import type { Node } from "oxc-parser";
import type { TextEdit } from "../../errors/index.ts";
import type { CheckedModule } from "../check/finding.ts";
import { isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import { constantOf } from "../scan/constant-value.ts";

/** Finds the property at `path` (`serverActions.bodySizeLimit`) of what a configuration file exports, or the nearest one around it; undefined where the file's text does not show it. */
export function findConfigKey(checked: CheckedModule, path: string): Node | undefined {
  let object = objectOf(checked, exportedValue(checked));
  let found: Node | undefined;
  for (const name of path === "" ? [] : path.split(".")) {
    const property = object === undefined ? undefined : propertyNamed(object, name);
    if (property?.type !== "Property") break;
    found = property;
    object = objectOf(checked, property.value);
  }
  return found;
}

/** The change that takes a property out of its object; with it goes an object that would be empty. */
export function removeConfigKey(checked: CheckedModule, property: Node): TextEdit | undefined {
  const object = checked.module.parents.get(property);
  if (object?.type !== "ObjectExpression") return undefined;
  const { properties } = object;
  const at = properties.findIndex((each) => each === property);
  const [before, after] = [properties[at - 1], properties[at + 1]];
  if (after !== undefined) return { start: property.start, end: after.start, text: "" };
  if (before !== undefined) return { start: before.end, end: property.end, text: "" };
  const owner = checked.module.parents.get(object);
  const outer = owner?.type === "Property" ? removeConfigKey(checked, owner) : undefined;
  return outer ?? { start: object.start, end: object.end, text: "{}" };
}

function exportedValue({ module }: CheckedModule): Node | undefined {
  for (const statement of module.program.body) {
    if (statement.type === "ExportDefaultDeclaration") return statement.declaration;
    if (statement.type !== "ExpressionStatement") continue;
    const { expression } = statement;
    // `module.exports = …`
    if (expression.type === "AssignmentExpression" && expression.left.type === "MemberExpression")
      return expression.right;
  }
  return undefined;
}

/** The object that an expression comes to: through names, `defineConfig(…)` and functions. */
function objectOf(checked: CheckedModule, node: Node | undefined, depth = 0): Node | undefined {
  if (node === undefined || depth > 8) return undefined;
  const value = withoutTypes(node);
  const inner = (next: Node | undefined): Node | undefined => objectOf(checked, next, depth + 1);
  if (value.type === "ObjectExpression") return value;
  if (value.type === "Identifier") return inner(heldBy(checked, value));
  if (value.type === "CallExpression")
    return value.arguments.map(inner).find((found) => found !== undefined);
  if (!isFunction(value) || value.body === null) return undefined;
  if (value.body.type !== "BlockStatement") return inner(value.body);
  const returned = value.body.body.find(({ type }) => type === "ReturnStatement");
  return returned?.type === "ReturnStatement" ? inner(returned.argument ?? undefined) : undefined;
}

function heldBy(checked: CheckedModule, name: Node): Node | undefined {
  const held = constantOf(checked.scopes, name);
  if (held !== undefined) return held;
  const declaration = checked.scopes.referenceAt.get(name)?.binding.declarations[0];
  if (declaration?.type === "VariableDeclarator") return declaration.init ?? undefined;
  return isFunction(declaration) ? declaration : undefined;
}

function propertyNamed(object: Node, name: string): Node | undefined {
  if (object.type !== "ObjectExpression") return undefined;
  return object.properties.find(
    (each) =>
      each.type === "Property" &&
      !each.computed &&
      (each.key.type === "Identifier"
        ? each.key.name
        : each.key.type === "Literal" && each.key.value) === name,
  );
}
