import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { lineOf } from "../parse/source-file.ts";
import { isFunction, isTypeWrapper, withoutTypes, type Range } from "../parse/syntax-tree.ts";
import { bindingNames } from "../scan/binding-names.ts";
import { nameOf } from "../scan/classify-value.ts";
import type { ModuleExport } from "../scan/export-table.ts";
import type { Binding, ScopeTree } from "../scan/scope.ts";
import { literalText } from "../scan/literal-text.ts";

/** A declaration at the level of a module, or a statement there. */
export interface ModulePart {
  /** Names under which the module exports what it declares. */
  readonly exports: readonly string[];
  /** Something happens as the module loads; a part that only declares is there for those who use it. */
  readonly runs: boolean;
  /** The parts, by index, whose names it uses. */
  readonly uses: readonly number[];
  readonly imports: readonly PartImport[];
  /** Exports of this module that it uses other than by calling them, so that it may send them to the browser. */
  readonly passesOn: readonly string[];
  /** Where it stands, from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What a part takes from another module; `*` is everything. */
export interface PartImport {
  readonly specifier: string;
  readonly names: readonly string[] | "*";
}

/** Takes a module apart, so that what nobody uses of it can be told. Imports and lists of exports are no parts. */
export function collectModuleParts(
  module: ParsedModule,
  scopes: ScopeTree,
  exports: readonly ModuleExport[],
): ModulePart[] {
  const outlines = module.program.body.flatMap(outlineOf);
  const drafts = outlines.map((outline): PartDraft => ({
    ...outline,
    exports: exportsOf(outline, exports),
    uses: new Set(),
    imports: [],
    passesOn: new Set(),
  }));
  for (const binding of scopes.program.bindings.values())
    noteUses({ module, scopes }, drafts, binding);
  for (const { specifier, node } of dynamicImports(module))
    draftAt(drafts, node)?.imports.push({ specifier, names: "*" });
  return drafts.map(({ range, exports: names, runs, uses, imports, passesOn }) => ({
    exports: names,
    runs,
    uses: [...uses],
    imports,
    passesOn: [...passesOn],
    firstLine: lineOf(module.file, range.start),
    lastLine: lineOf(module.file, range.end),
  }));
}

/** Lists the modules that `import()` names, where the name is fixed. */
export function dynamicImports({
  nodes,
}: ParsedModule): { readonly specifier: string; readonly node: Node }[] {
  return nodes.flatMap((node) => {
    if (node.type !== "ImportExpression") return [];
    const specifier = literalText(node.source);
    return specifier === undefined ? [] : [{ specifier, node }];
  });
}

interface PartOutline {
  readonly range: Range;
  readonly declares: readonly string[];
  readonly runs: boolean;
}

interface PartDraft extends PartOutline {
  readonly exports: readonly string[];
  readonly uses: Set<number>;
  readonly imports: PartImport[];
  readonly passesOn: Set<string>;
}

function outlineOf(statement: Node): PartOutline[] {
  const { type } = statement;
  if (type === "ImportDeclaration" || type === "ExportAllDeclaration") return [];
  if (type === "ExportNamedDeclaration")
    return statement.declaration === null ? [] : declared(statement.declaration);
  if (type !== "ExportDefaultDeclaration") return declared(statement);
  const value = withoutTypes(statement.declaration);
  if (value.type === "Identifier") return [];
  const name = value.type === "FunctionDeclaration" ? value.id?.name : undefined;
  const declares = name === undefined ? [] : [name];
  return [{ range: statement, declares, runs: !isFunction(value) }];
}

function declared(statement: Node): PartOutline[] {
  if (statement.type === "FunctionDeclaration")
    return [
      { range: statement, declares: statement.id === null ? [] : [statement.id.name], runs: false },
    ];
  if (statement.type === "VariableDeclaration")
    return statement.declarations.map((each) => ({
      range: each,
      declares: bindingNames(each.id).map(({ name }) => name),
      runs: each.id.type !== "Identifier" || (each.init !== null && !isStill(each.init)),
    }));
  const name =
    "id" in statement && statement.id !== null && statement.id.type === "Identifier"
      ? [statement.id.name]
      : [];
  return [{ range: statement, declares: name, runs: true }];
}

/** Tells whether evaluating `node` does nothing that anybody could see. */
function isStill(node: Node): boolean {
  const value = withoutTypes(node);
  return isFunction(value) || value.type === "Literal" || value.type === "Identifier";
}

function exportsOf({ range, declares }: PartOutline, exports: readonly ModuleExport[]): string[] {
  return exports
    .filter(({ form }) =>
      "local" in form && form.local !== undefined
        ? declares.includes(form.local)
        : "statement" in form && form.statement.start === range.start,
    )
    .map(({ exported }) => exported);
}

function noteUses(
  { module, scopes }: { readonly module: ParsedModule; readonly scopes: ScopeTree },
  drafts: readonly PartDraft[],
  binding: Binding,
): void {
  const taken = binding.kind === "import" ? importOf(binding, scopes) : [];
  const owners = [...drafts.entries()].filter(([, { declares }]) =>
    declares.includes(binding.name),
  );
  const exported = owners.flatMap(([, { exports }]) => exports);
  for (const { node, isWrite } of binding.references) {
    const user = draftAt(drafts, node);
    if (user === undefined) continue;
    user.imports.push(...taken);
    for (const [index] of owners) user.uses.add(index);
    if (!isWrite && mayPassOn(module, node)) for (const name of exported) user.passesOn.add(name);
  }
}

/** Parts are in source order and apart from each other. */
function draftAt(drafts: readonly PartDraft[], { start }: Range): PartDraft | undefined {
  let low = 0;
  let high = drafts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((drafts[middle]?.range.start ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const found = drafts[low];
  return found !== undefined && found.range.start <= start && start < found.range.end
    ? found
    : undefined;
}

function importOf(binding: Binding, scopes: ScopeTree): PartImport[] {
  return binding.declarations.flatMap((node): PartImport[] => {
    const specifier = scopes.importOf.get(node)?.source.value;
    if (specifier === undefined) return [];
    if (node.type === "ImportNamespaceSpecifier") return [{ specifier, names: "*" }];
    return [
      { specifier, names: [node.type === "ImportSpecifier" ? nameOf(node.imported) : "default"] },
    ];
  });
}

/** Tells whether the name at `node` is a use that may pass its value on: a call does not. */
function mayPassOn(module: ParsedModule, node: Node): boolean {
  let used = node;
  let parent = module.parents.get(used);
  for (; parent !== undefined && isTypeWrapper(parent); parent = module.parents.get(parent))
    used = parent;
  return parent?.type !== "CallExpression" || parent.callee !== used;
}
