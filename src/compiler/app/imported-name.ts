import type { MemberExpression, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { nameOf } from "../scan/classify-value.ts";
import type { Binding } from "../scan/scope.ts";
import type { ImportedName } from "../callees/imported-calls.ts";

/** The name of another module that an expression stands for: an imported one, or a member of a namespace; undefined for all else. */
export function importedName(checked: CheckedModule, node: Node): ImportedName | undefined {
  if (node.type === "MemberExpression" || node.type === "JSXMemberExpression") {
    const { object, property } = node;
    const owner = importedName(checked, object);
    const isName = property.type === "Identifier" || property.type === "JSXIdentifier";
    return owner?.imported === "*" && isName ? { ...owner, imported: property.name } : undefined;
  }
  const binding = checked.scopes.referenceAt.get(node)?.binding;
  return binding === undefined ? undefined : importOf(checked, binding);
}

/** The name of another module that a binding was imported as; undefined when it was not. */
function importOf({ scopes }: CheckedModule, binding: Binding): ImportedName | undefined {
  const declaration = binding.declarations[0];
  if (binding.kind !== "import" || declaration === undefined) return undefined;
  const statement = scopes.importOf.get(declaration);
  if (statement === undefined || statement.importKind === "type") return undefined;
  const specifier = statement.source.value;
  if (declaration.type === "ImportSpecifier")
    return { specifier, imported: nameOf(declaration.imported) };
  return { specifier, imported: declaration.type === "ImportDefaultSpecifier" ? "default" : "*" };
}

/** Tells whether an expression stands for one of `names` of one of `modules`. */
export function isImportOf(
  checked: CheckedModule,
  node: Node,
  modules: ReadonlySet<string>,
  names: ReadonlySet<string>,
): string | undefined {
  if (node.type === "MemberExpression") return memberOfImport(checked, node, modules, names);
  const found = node.type === "Identifier" ? importedName(checked, node) : undefined;
  if (found === undefined || !modules.has(found.specifier)) return undefined;
  return names.has(found.imported) ? found.imported : undefined;
}

/** `React.useActionState`, also of a default import, which is the namespace too. */
function memberOfImport(
  checked: CheckedModule,
  { object, property }: MemberExpression,
  modules: ReadonlySet<string>,
  names: ReadonlySet<string>,
): string | undefined {
  const owner = object.type === "Identifier" ? importedName(checked, object) : undefined;
  if (owner === undefined || !modules.has(owner.specifier)) return undefined;
  if (owner.imported !== "default" && owner.imported !== "*") return undefined;
  return property.type === "Identifier" && names.has(property.name) ? property.name : undefined;
}
