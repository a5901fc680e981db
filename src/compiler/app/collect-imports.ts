import type { ImportDeclaration, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { isTypeWrapper, type Range } from "../parse/syntax-tree.ts";
import { nameOf } from "../scan/classify-value.ts";
import { lookUp } from "../scan/scope.ts";
import type { ModuleImport } from "./app-facts.ts";
import { literalText } from "../scan/literal-text.ts";

/** Lists what a file imports, each statement once, with what it uses of it as values. */
export function collectImports(checked: CheckedModule): {
  readonly imports: ModuleImport[];
  readonly importsUnknown: boolean;
} {
  const { module } = checked;
  const imports: ModuleImport[] = [];
  let importsUnknown = false;
  for (const statement of module.program.body)
    if (statement.type === "ImportDeclaration") imports.push(staticImport(checked, statement));
    else if (statement.type === "ExportNamedDeclaration" && statement.source !== null)
      imports.push(handedOn(statement, statement.source, statement.exportKind === "type"));
    else if (statement.type === "ExportAllDeclaration")
      imports.push(handedOn(statement, statement.source, statement.exportKind === "type"));
  for (const node of module.nodes) {
    const source = loadedSource(node);
    if (source === undefined) {
      if (node.type === "MetaProperty" && importsByPattern(checked, node)) importsUnknown = true;
      continue;
    }
    const specifier = literalText(source);
    if (specifier === undefined) importsUnknown = true;
    else
      imports.push({
        specifier,
        names: "*",
        kind: "dynamic",
        isTypeOnly: false,
        ...(isTried(checked, node) ? { isTried: true } : {}),
        isHandedOn: false,
        range: rangeOf(node),
        source: rangeOf(source),
      });
  }
  return { imports, importsUnknown };
}

function staticImport({ module, scopes }: CheckedModule, node: ImportDeclaration): ModuleImport {
  const common = {
    specifier: node.source.value,
    kind: "static",
    range: rangeOf(node),
    source: rangeOf(node.source),
  } as const;
  if (node.importKind === "type")
    return { ...common, names: [], isTypeOnly: true, isHandedOn: false };
  const specifiers = node.specifiers.filter(
    (each) => each.type !== "ImportSpecifier" || each.importKind !== "type",
  );
  const used = specifiers.flatMap((each) => {
    const references = lookUp(scopes.program, each.local.name)?.references ?? [];
    if (references.length === 0) return [];
    return [{ each, isInCode: references.some((use) => !isExported(module.parents, use.node)) }];
  });
  const inCode = used.filter(({ isInCode }) => isInCode).map(({ each }) => each);
  const isNamespace = inCode.some(({ type }) => type === "ImportNamespaceSpecifier");
  return {
    ...common,
    names: isNamespace
      ? "*"
      : inCode.map((each) => (each.type === "ImportSpecifier" ? nameOf(each.imported) : "default")),
    isTypeOnly: node.specifiers.length > 0 && used.length === 0,
    isHandedOn: used.length > 0 && inCode.length === 0,
  };
}

function handedOn(
  statement: Node,
  source: Node & { readonly value: string },
  isTypeOnly: boolean,
): ModuleImport {
  return {
    specifier: source.value,
    names: [],
    kind: "static",
    isTypeOnly,
    isHandedOn: true,
    range: rangeOf(statement),
    source: rangeOf(source),
  };
}

function isExported(parents: ReadonlyMap<Node, Node>, node: Node): boolean {
  let parent = parents.get(node);
  while (parent !== undefined && isTypeWrapper(parent)) parent = parents.get(parent);
  return parent?.type === "ExportSpecifier" || parent?.type === "ExportDefaultDeclaration";
}

function isTried({ module }: CheckedModule, node: Node): boolean {
  let parent = module.parents.get(node);
  while (parent !== undefined && parent.type !== "TryStatement")
    parent = module.parents.get(parent);
  return parent !== undefined;
}

/** What `import(…)` or `require(…)` loads. */
function loadedSource(node: Node): Node | undefined {
  if (node.type === "ImportExpression") return node.source;
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return undefined;
  return node.callee.name === "require" ? node.arguments[0] : undefined;
}

/** `import.meta.glob(…)`, which a bundler turns into imports. */
function importsByPattern({ module }: CheckedModule, node: Node): boolean {
  const member = module.parents.get(node);
  return (
    member?.type === "MemberExpression" &&
    member.property.type === "Identifier" &&
    member.property.name === "glob"
  );
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}
