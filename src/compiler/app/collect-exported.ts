import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import type { ResolvedExport } from "../graph/resolve-exports.ts";
import { isFunction, type FunctionNode, type Range } from "../parse/syntax-tree.ts";
import { lookUp } from "../scan/scope.ts";
import type { ExportedFact, ParameterFact, StarFact } from "./app-facts.ts";

/** Lists what a file exports, without the trees of its functions. `mistakes` are strings that were meant as directives. */
export function collectExported(
  checked: CheckedModule,
  mistakes: readonly Range[],
): {
  readonly exports: ReadonlyMap<string, ExportedFact>;
  readonly stars: readonly StarFact[];
} {
  const exports = new Map(
    checked.exports.exports.map((entry) => [entry.exported, factOf(checked, entry, mistakes)]),
  );
  const stars = checked.module.program.body.flatMap((statement): StarFact[] =>
    statement.type === "ExportAllDeclaration" &&
    statement.exported === null &&
    statement.exportKind !== "type"
      ? [{ specifier: statement.source.value, range: plain(statement) }]
      : [],
  );
  return { exports, stars };
}

function factOf(
  checked: CheckedModule,
  entry: ResolvedExport,
  mistakes: readonly Range[],
): ExportedFact {
  const { value } = entry;
  const range = plain(entry.range);
  switch (value.kind) {
    case "function": {
      const fn = value.fn as Node; // a function's range is the function's own node
      return {
        kind: "function",
        range,
        isAsync: value.isAsync,
        isGenerator: value.isGenerator,
        directive: isFunction(fn) ? ownDirective(fn) : undefined,
        hasDirectiveMistake: holdsAny(fn, mistakes),
        parameters: isFunction(fn) ? parametersOf(checked, fn) : [],
        isSelfUsed: isSelfUsed(checked, entry),
      };
    }
    case "import":
      return {
        kind: "import",
        range,
        from: { specifier: value.specifier, imported: value.imported },
      };
    case "value":
      return { kind: "value", range, found: value.found };
    case "runtime":
    case "type":
      return { kind: "runtime", range, isSelfUsed: isSelfUsed(checked, entry) };
  }
}

/** The directive that the body of a function starts with, where it makes a reference of it. */
export function ownDirective({ body }: FunctionNode): "use server" | "use cache" | undefined {
  if (body?.type !== "BlockStatement") return undefined;
  for (const statement of body.body) {
    if (statement.type !== "ExpressionStatement" || typeof statement.directive !== "string")
      return undefined;
    if (statement.directive === "use server") return "use server";
    if (/^use cache\b/.test(statement.directive)) return "use cache";
  }
  return undefined;
}

/** Tells whether one of `ranges` lies in `around`. */
export function holdsAny(around: Range, ranges: readonly Range[]): boolean {
  return ranges.some(({ start, end }) => around.start <= start && end <= around.end);
}

function isSelfUsed({ module, scopes }: CheckedModule, { form }: ResolvedExport): boolean {
  const local = "local" in form ? form.local : undefined;
  const binding = local === undefined ? undefined : lookUp(scopes.program, local);
  return (binding?.references ?? []).some(({ node }) => {
    const parent = module.parents.get(node);
    return parent?.type !== "ExportSpecifier" && parent?.type !== "ExportDefaultDeclaration";
  });
}

const formReaders = new Set(["get", "getAll", "has", "entries", "keys", "values", "forEach"]);

function parametersOf({ module, scopes }: CheckedModule, fn: FunctionNode): ParameterFact[] {
  const scope = scopes.parametersOf.get(fn);
  return fn.params.map((param: Node): ParameterFact => {
    const pattern = param.type === "AssignmentPattern" ? param.left : param;
    const name = pattern.type === "Identifier" ? pattern.name : undefined;
    const uses = name === undefined ? [] : (scope?.bindings.get(name)?.references ?? []);
    return {
      name,
      type: typeOf(pattern),
      isReadAsForm: uses.some(({ node }) => {
        const member = module.parents.get(node);
        return (
          member?.type === "MemberExpression" &&
          member.object === node &&
          member.property.type === "Identifier" &&
          formReaders.has(member.property.name)
        );
      }),
      isRequired:
        param.type !== "AssignmentPattern" &&
        param.type !== "RestElement" &&
        !("optional" in param && param.optional === true),
    };
  });
}

function typeOf(pattern: Node): ParameterFact["type"] {
  const annotation = "typeAnnotation" in pattern ? pattern.typeAnnotation : undefined;
  if (annotation?.type !== "TSTypeAnnotation") return undefined;
  const type = annotation.typeAnnotation;
  if (type.type === "TSAnyKeyword" || type.type === "TSUnknownKeyword") return undefined;
  const isFormData =
    type.type === "TSTypeReference" &&
    type.typeName.type === "Identifier" &&
    type.typeName.name === "FormData";
  return isFormData ? "FormData" : "other";
}

function plain({ start, end }: Range): Range {
  return { start, end };
}
