import type { ImportDeclaration, Node } from "oxc-parser";
import { parseModule, type ParsedModule } from "../parse/parse-module.ts";
import { sourceFile } from "../parse/source-file.ts";
import { buildScopes } from "../scan/build-scopes.ts";
import { nameOf } from "../scan/classify-value.ts";
import { collectExports } from "../scan/collect-exports.ts";
import type { ExportTable, ModuleExport } from "../scan/export-table.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { lookUp } from "../scan/scope.ts";
import { collectModuleParts, dynamicImports, type ModulePart } from "./collect-module-parts.ts";

/** What a module takes from another one. `*` is everything. */
export interface ImportFact {
  readonly specifier: string;
  /** Exported names that the code uses as values. */
  readonly names: readonly string[] | "*";
  readonly dynamic: boolean;
  /** Only types are used of it, so that the import is gone once types are stripped. */
  readonly typeOnly: boolean;
}

/** A name that a module hands on from another one. */
export interface HandedName {
  /** As the other module exports it; `*` is its namespace. */
  readonly imported: string;
  readonly exported: string;
}

/** What a module hands on from another one: `export … from`, or an import that is exported. */
export interface ReExportFact {
  readonly specifier: string;
  /** `*` is everything but the default export. */
  readonly names: readonly HandedName[] | "*";
}

/** What a bundler plugin must know of a module to follow who uses which action. */
export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly reExports: readonly ReExportFact[];
  readonly exports: readonly string[];
  readonly parts: readonly ModulePart[];
  readonly directive: "use server" | "use client" | undefined;
}

/** Reads a module's imports and exports from its original source; undefined when it does not parse. `import type` is left out. */
export function collectModuleFacts(code: string, filename: string): ModuleFacts | undefined {
  const parsed = parseModule(sourceFile({ code, filename }));
  if (!parsed.ok) return undefined;
  const scopes = buildScopes(parsed.value);
  return moduleFactsOf(parsed.value, scopes, collectExports(parsed.value, scopes));
}

/** Lists the facts of a module that was read already. */
export function moduleFactsOf(
  module: ParsedModule,
  scopes: ScopeTree,
  { exports, stars }: ExportTable,
): ModuleFacts {
  return {
    imports: [
      ...module.program.body.flatMap((statement) =>
        statement.type === "ImportDeclaration" ? importFact(module, statement, scopes) : [],
      ),
      ...dynamicImports(module).map(({ specifier }): ImportFact => ({
        specifier,
        names: "*",
        dynamic: true,
        typeOnly: false,
      })),
    ],
    reExports: [
      ...exports.flatMap(reExportFact),
      ...stars.map(({ specifier }): ReExportFact => ({ specifier, names: "*" })),
    ],
    exports: exports.map(({ exported }) => exported),
    parts: collectModuleParts(module, scopes, exports),
    directive: directiveOf(module),
  };
}

/** What is only exported again is no use of the code. */
function importFact(
  module: ParsedModule,
  statement: ImportDeclaration,
  scopes: ScopeTree,
): ImportFact[] {
  if (statement.importKind === "type") return [];
  const specifier = statement.source.value;
  const found = statement.specifiers.map((each) => {
    const { references } = lookUp(scopes.program, each.local.name) ?? { references: [] };
    const inCode = references.filter(({ node }) => !isExport(module.parents.get(node)));
    return { each, isUsed: references.length > 0, isInCode: inCode.length > 0 };
  });
  const used = found.filter(({ isInCode }) => isInCode).map(({ each }) => each);
  if (used.length === 0 && found.some(({ isUsed }) => isUsed)) return [];
  const typeOnly = statement.specifiers.length > 0 && used.length === 0;
  if (used.some(({ type }) => type === "ImportNamespaceSpecifier"))
    return [{ specifier, names: "*", dynamic: false, typeOnly }];
  const names = used.map((each) =>
    each.type === "ImportSpecifier" ? nameOf(each.imported) : "default",
  );
  return [{ specifier, names, dynamic: false, typeOnly }];
}

function isExport(node: Node | undefined): boolean {
  return node?.type === "ExportSpecifier" || node?.type === "ExportDefaultDeclaration";
}

function reExportFact({ exported, form, value }: ModuleExport): ReExportFact[] {
  if (value.kind !== "import" || form.kind === "declaration") return [];
  return [{ specifier: value.specifier, names: [{ imported: value.imported, exported }] }];
}

function directiveOf({ program }: ParsedModule): ModuleFacts["directive"] {
  const directives = program.body.flatMap((node) =>
    node.type === "ExpressionStatement" ? [node.directive] : [],
  );
  if (directives.includes("use server")) return "use server";
  return directives.includes("use client") ? "use client" : undefined;
}
