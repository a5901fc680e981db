import type { ExportNamedDeclaration, ImportDeclaration, Node } from "oxc-parser";
import { parseModule, type ParsedModule } from "../parse/parse-module.ts";
import { sourceFile } from "../parse/source-file.ts";
import { isTypeWrapper } from "../parse/syntax-tree.ts";
import { buildScopes } from "../scan/build-scopes.ts";
import { nameOf } from "../scan/classify-value.ts";
import { collectExports } from "../scan/collect-exports.ts";
import type { ModuleExport } from "../scan/export-table.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { lookUp } from "../scan/scope.ts";

/** What a module takes from another one. `*` is everything. */
export interface ImportFact {
  readonly specifier: string;
  /** Exported names that the code uses as values. */
  readonly names: readonly string[] | "*";
  readonly dynamic: boolean;
  /** Only types are used of it, so that the import is gone once types are stripped. */
  readonly typeOnly: boolean;
}

/** What a module hands on from another one. */
export interface ReExportFact {
  readonly specifier: string;
  /** Names as the other module exports them. */
  readonly names: readonly string[] | "*";
}

/** What a bundler plugin must know of a module to follow who uses which action. */
export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly reExports: readonly ReExportFact[];
  readonly exports: readonly string[];
  /** Exports of its own that the module uses other than by calling them, so that it may send them to the browser. */
  readonly selfUsed: readonly string[];
  readonly directive: "use server" | "use client" | undefined;
}

/** Reads a module's imports and exports from its original source; undefined when it does not parse. `import type` is left out. */
export function collectModuleFacts(code: string, filename: string): ModuleFacts | undefined {
  const parsed = parseModule(sourceFile({ code, filename }));
  if (!parsed.ok) return undefined;
  const module = parsed.value;
  const scopes = buildScopes(module);
  const imports: ImportFact[] = [];
  const reExports: ReExportFact[] = [];
  for (const statement of module.program.body) {
    if (statement.type === "ImportDeclaration") imports.push(...importFact(statement, scopes));
    if (statement.type === "ExportAllDeclaration" && statement.exportKind !== "type") {
      const fact = { specifier: statement.source.value, names: "*" } as const;
      // `export * as posts` makes a namespace: whoever takes `posts` names none of what is in it.
      if (statement.exported === null) reExports.push(fact);
      else imports.push({ ...fact, dynamic: false, typeOnly: false });
    }
    if (statement.type === "ExportNamedDeclaration") reExports.push(...reExportFact(statement));
  }
  const { exports } = collectExports(module, scopes);
  return {
    imports: [...imports, ...dynamicImports(module)],
    reExports,
    exports: exports.map(({ exported }) => exported),
    selfUsed: exports
      .filter((each) => isSelfUsed(module, scopes, each))
      .map(({ exported }) => exported),
    directive: directiveOf(module),
  };
}

function isSelfUsed(module: ParsedModule, scopes: ScopeTree, { form }: ModuleExport): boolean {
  const local = "local" in form ? form.local : undefined;
  const binding = local === undefined ? undefined : lookUp(scopes.program, local);
  // Under an imported name the module uses the action of the other file.
  if (binding === undefined || binding.kind === "import") return false;
  return binding.references.some(({ node, isWrite }) => !isWrite && mayPassOn(module, node));
}

/** Tells whether the name at `node` is a use that may pass its value on: a call does not, and its export is none. */
function mayPassOn(module: ParsedModule, node: Node): boolean {
  let used = node;
  let parent = module.parents.get(used);
  for (; parent !== undefined && isTypeWrapper(parent); parent = module.parents.get(parent))
    used = parent;
  if (parent?.type === "CallExpression") return parent.callee !== used;
  return parent?.type !== "ExportSpecifier" && parent?.type !== "ExportDefaultDeclaration";
}

function importFact(statement: ImportDeclaration, scopes: ScopeTree): ImportFact[] {
  if (statement.importKind === "type") return [];
  const specifier = statement.source.value;
  const used = statement.specifiers.filter(
    (each) => (lookUp(scopes.program, each.local.name)?.references.length ?? 0) > 0,
  );
  const typeOnly = statement.specifiers.length > 0 && used.length === 0;
  if (used.some(({ type }) => type === "ImportNamespaceSpecifier"))
    return [{ specifier, names: "*", dynamic: false, typeOnly }];
  const names = used.map((each) =>
    each.type === "ImportSpecifier" ? nameOf(each.imported) : "default",
  );
  return [{ specifier, names, dynamic: false, typeOnly }];
}

function reExportFact(statement: ExportNamedDeclaration): ReExportFact[] {
  if (statement.source === null || statement.exportKind === "type") return [];
  const values = statement.specifiers.filter(({ exportKind }) => exportKind !== "type");
  return [{ specifier: statement.source.value, names: values.map(({ local }) => nameOf(local)) }];
}

function dynamicImports({ nodes }: ParsedModule): ImportFact[] {
  return nodes.flatMap((node): ImportFact[] => {
    if (node.type !== "ImportExpression") return [];
    const { source } = node;
    const fixed =
      source.type === "TemplateLiteral" && source.expressions.length === 0
        ? source.quasis[0]?.value.cooked
        : undefined;
    const specifier = source.type === "Literal" ? source.value : fixed;
    return typeof specifier === "string"
      ? [{ specifier, names: "*", dynamic: true, typeOnly: false }]
      : [];
  });
}

function directiveOf({ program }: ParsedModule): ModuleFacts["directive"] {
  const directives = program.body.flatMap((node) =>
    node.type === "ExpressionStatement" ? [node.directive] : [],
  );
  if (directives.includes("use server")) return "use server";
  return directives.includes("use client") ? "use client" : undefined;
}
