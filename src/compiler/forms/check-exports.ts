import type { Node } from "oxc-parser";
import type { DiagnosticFix } from "../../errors/index.ts";
import { originOf } from "../callees/callee-of.ts";
import type { ResolvedExport } from "../graph/resolve-exports.ts";
import { mendAsync } from "./mend-async.ts";
import { isFunction } from "../parse/syntax-tree.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import type { ScopeTree } from "../scan/scope.ts";

/** Rule `invalid-use-server-value`: whatever a "use server" file exports is an async function. */
export const checkExports: Rule = (checked) => {
  const { directives, exports } = checked;
  if (directives.useServer === undefined) return [];
  const stars = exports.unreadableStars.map(({ specifier, statement }): Finding => ({
    code: "invalid-use-server-value",
    range: statement,
    params: {
      name: "export *",
      from: specifier,
      found: "a list of exports that cannot be read when building",
      fix: "name-exports",
    },
  }));
  return [
    ...exports.exports.flatMap((entry) => checkExport(checked, entry)),
    ...stars,
    ...commonJsExports(checked),
  ];
};

/** `export = save` and `module.exports = …`: whoever imports the file finds nothing of it. */
function commonJsExports({ module, scopes }: CheckedModule): Finding[] {
  const { code } = module.file;
  return module.program.body.flatMap((statement): Finding[] => {
    const range = commonJsTarget(scopes, statement);
    if (range === undefined) return [];
    const name = range === statement ? "export =" : code.slice(range.start, range.end);
    const found = "an export of CommonJS, which nothing in the app can import";
    return [
      { code: "invalid-use-server-value", range, params: { name, found, fix: "name-exports" } },
    ];
  });
}

/** The whole of `export = …`, or the left side of `module.exports = …` and `exports.save = …`. */
function commonJsTarget(scopes: ScopeTree, statement: Node): Node | undefined {
  if (statement.type === "TSExportAssignment") return statement;
  if (statement.type !== "ExpressionStatement") return undefined;
  const { expression } = statement;
  if (expression.type !== "AssignmentExpression") return undefined;
  const { left } = expression;
  if (left.type !== "MemberExpression") return undefined;
  const origin = originOf(scopes, left);
  if (origin.kind !== "method" || !origin.isGlobal) return undefined;
  const [root, name] = origin.path;
  return root === "exports" || (root === "module" && name === "exports") ? left : undefined;
}

function checkExport(checked: CheckedModule, entry: ResolvedExport): Finding[] {
  const { resolved, value } = entry;
  const found = faultOf(entry);
  if (found === undefined) return [];
  const from = value.kind === "import" ? value.specifier : undefined;
  const mayBeAsync = resolved.kind === "function" && !resolved.isGenerator && from === undefined;
  const mend = mendExport(checked, entry);
  return [
    {
      code: "invalid-use-server-value",
      range: entry.range,
      params: {
        name: entry.exported,
        found,
        fix: mayBeAsync ? "make-async" : "move",
        ...(from === undefined ? {} : { from }),
      },
      ...(mend === undefined ? {} : { fix: mend }),
    },
  ];
}

/** Makes an exported function async, where it stands in this module and one word is all it lacks. */
export function mendExport(
  { module, scopes }: CheckedModule,
  { value }: ResolvedExport,
): DiagnosticFix | undefined {
  if (value.kind !== "function") return undefined;
  const fn = value.fn as Node; // a function's range is the function's own node
  return isFunction(fn) ? mendAsync(module, scopes, fn) : undefined;
}

/** Says what an export is that is no async function; undefined when it is one, or when only a run can tell. */
export function faultOf({ resolved }: ResolvedExport): string | undefined {
  if (resolved.kind === "value") return resolved.found;
  if (resolved.kind !== "function" || resolved.isAsync) return undefined;
  return resolved.isGenerator
    ? "a generator function that is not async"
    : "a function that is not async";
}
