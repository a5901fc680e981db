import type {
  Directive,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Node,
  Statement,
  VariableDeclaration,
} from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { configuredValue, isConfigureCall } from "../settings/configure-call.ts";
import { bindingNames } from "./binding-names.ts";
import { classifyName, classifyValue, nameOf } from "./classify-value.ts";
import type { ExportTable, ExportValue, ModuleExport, StarExport } from "./export-table.ts";
import { lookUp, type ScopeTree } from "./scope.ts";

/** Lists what a module exports and what each export is. Other modules are not looked into. */
export function collectExports(module: ParsedModule, scopes: ScopeTree): ExportTable {
  const exports: ModuleExport[] = [];
  const stars: StarExport[] = [];
  for (const statement of module.program.body) {
    if (statement.type === "ExportAllDeclaration" && statement.exportKind !== "type") {
      const specifier = statement.source.value;
      if (statement.exported === null) stars.push({ specifier, statement });
      else
        exports.push({
          exported: nameOf(statement.exported),
          range: statement,
          form: { kind: "from", statement },
          value: { kind: "import", specifier, imported: "*" },
        });
    } else exports.push(...exportsOf(statement, scopes));
  }
  return {
    exports: exports.filter(({ value }) => value.kind !== "type"),
    stars,
    typeNames: [
      ...exports.filter(({ value }) => value.kind === "type").map(({ exported }) => exported),
      ...module.program.body.flatMap(typeNamesOf),
    ],
  };
}

function typeNamesOf(statement: Directive | Statement): string[] {
  if (statement.type !== "ExportNamedDeclaration") return [];
  const { declaration } = statement;
  if (
    declaration?.type === "TSTypeAliasDeclaration" ||
    declaration?.type === "TSInterfaceDeclaration"
  )
    return [declaration.id.name];
  return statement.specifiers
    .filter(({ exportKind }) => exportKind === "type" || statement.exportKind === "type")
    .map(({ exported }) => nameOf(exported));
}

function exportsOf(statement: Directive | Statement, scopes: ScopeTree): ModuleExport[] {
  if (statement.type === "ExportDefaultDeclaration") return defaultExport(statement, scopes);
  if (statement.type !== "ExportNamedDeclaration" || statement.exportKind === "type") return [];
  if (statement.declaration !== null) return declaredExports(statement.declaration, scopes);
  return statement.source === null
    ? listedExports(statement, scopes)
    : reExports(statement, statement.source.value);
}

function defaultExport(statement: ExportDefaultDeclaration, scopes: ScopeTree): ModuleExport[] {
  const { declaration } = statement;
  if (
    declaration.type === "TSInterfaceDeclaration" ||
    (declaration.type as string) === "TSDeclareFunction"
  )
    return [];
  const value = classifyValue(declaration, scopes);
  const range = { start: statement.start, end: headEnd(declaration) };
  if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") {
    const local = declaration.id?.name;
    return [
      {
        exported: "default",
        range,
        form: { kind: "default-declaration", statement, local },
        value,
      },
    ];
  }
  const inner = withoutTypes(declaration);
  const local = inner.type === "Identifier" ? inner.name : undefined;
  const initializer = configuredName(inner, scopes);
  const form = {
    kind: "default-expression",
    statement,
    expression: declaration,
    local,
    ...(initializer === undefined ? {} : { initializer }),
  } as const;
  return [
    { exported: "default", range: value.kind === "function" ? range : declaration, form, value },
  ];
}

/** A function or class is marked by its head: its whole text would underline a screen. */
function headEnd(node: Node): number {
  if ("body" in node && node.body !== null && typeof node.body === "object" && "start" in node.body)
    return Math.max(node.start + 1, node.body.start - 1);
  return node.end;
}

function declaredExports(declaration: Node, scopes: ScopeTree): ModuleExport[] {
  if ("declare" in declaration && declaration.declare === true) return [];
  if (declaration.type === "VariableDeclaration") return declaredVariables(declaration, scopes);
  if (
    declaration.type !== "FunctionDeclaration" &&
    declaration.type !== "ClassDeclaration" &&
    declaration.type !== "TSEnumDeclaration" &&
    declaration.type !== "TSModuleDeclaration"
  )
    return [];
  const { id } = declaration;
  if (id === null || id.type !== "Identifier") return [];
  return [
    {
      exported: id.name,
      range: id,
      form: { kind: "declaration", local: id.name },
      value: classifyName(id.name, scopes),
    },
  ];
}

function declaredVariables(declaration: VariableDeclaration, scopes: ScopeTree): ModuleExport[] {
  return declaration.declarations.flatMap(({ id, init }) =>
    bindingNames(id).map((name): ModuleExport => {
      const initializer =
        id.type !== "Identifier" || init === null
          ? undefined
          : withoutTypes(init).type === "Identifier"
            ? init
            : configuredName(withoutTypes(init), scopes);
      const form = {
        kind: "declaration",
        local: name.name,
        ...(initializer === undefined ? {} : { initializer }),
      } as const;
      const value: ExportValue =
        id.type === "Identifier" ? classifyName(name.name, scopes) : { kind: "runtime" };
      return {
        exported: name.name,
        range: { start: name.start, end: name.start + name.name.length },
        form,
        value,
      };
    }),
  );
}

/** What has a name already is configured in `configure(settings, save)`: under that name it may be another action. */
function configuredName(node: Node, scopes: ScopeTree): Node | undefined {
  const value = isConfigureCall(scopes, node) ? configuredValue(node) : undefined;
  return value !== undefined && withoutTypes(value).type === "Identifier" ? value : undefined;
}

function listedExports(statement: ExportNamedDeclaration, scopes: ScopeTree): ModuleExport[] {
  return statement.specifiers
    .filter(({ exportKind }) => exportKind !== "type")
    .map((specifier): ModuleExport => {
      const local = nameOf(specifier.local);
      // A name without a value is a type: `export { Post }` of an interface.
      const value: ExportValue =
        lookUp(scopes.program, local) === undefined
          ? { kind: "type" }
          : classifyName(local, scopes);
      return {
        exported: nameOf(specifier.exported),
        range: specifier,
        form: { kind: "list", statement, local },
        value,
      };
    });
}

function reExports(statement: ExportNamedDeclaration, specifier: string): ModuleExport[] {
  return statement.specifiers
    .filter(({ exportKind }) => exportKind !== "type")
    .map((node) => ({
      exported: nameOf(node.exported),
      range: node,
      form: { kind: "from", statement },
      value: { kind: "import", specifier, imported: nameOf(node.local) },
    }));
}
