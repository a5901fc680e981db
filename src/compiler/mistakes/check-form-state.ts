import type { ImportDeclaration, ImportSpecifier } from "oxc-parser";
import type { DiagnosticFix, TextEdit } from "../../errors/index.ts";
import { calleeOf } from "../callees/callee-of.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { nameOf } from "../scan/classify-value.ts";
import { lookUp } from "../scan/scope.ts";
import { shorthandOf } from "../scan/shorthand-of.ts";

/** Rule `use-form-state-renamed`. */
export const checkFormState: Rule = (checked) => {
  if (!checked.module.file.code.includes("useFormState")) return [];
  return [...checkImports(checked), ...checkMembers(checked)];
};

/** `ReactDOM.useFormState`. */
function checkMembers({ module, scopes }: CheckedModule): Finding[] {
  return module.nodes.flatMap((node): Finding[] => {
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
    const callee = calleeOf(scopes, node);
    if (callee.kind !== "imported" || callee.specifier !== "react-dom") return [];
    const isHook = (callee.path.at(-1) ?? callee.name) === "useFormState";
    if (!isHook) return [];
    return [
      { code: "use-form-state-renamed", range: node.callee, params: { local: "useFormState" } },
    ];
  });
}

function checkImports(checked: CheckedModule): Finding[] {
  return checked.module.program.body.flatMap((statement): Finding[] => {
    if (statement.type !== "ImportDeclaration" || statement.importKind === "type") return [];
    if (statement.source.value !== "react-dom") return [];
    return statement.specifiers.flatMap((specifier): Finding[] => {
      if (specifier.type !== "ImportSpecifier" || specifier.importKind === "type") return [];
      if (nameOf(specifier.imported) !== "useFormState") return [];
      const fix = renameHook(checked, statement, specifier);
      return [
        {
          code: "use-form-state-renamed",
          range: specifier,
          params: { local: "useFormState" },
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  });
}

/** Imports the new name and uses it; undefined where the module has something else of that name. */
function renameHook(
  checked: CheckedModule,
  statement: ImportDeclaration,
  specifier: ImportSpecifier,
): DiagnosticFix | undefined {
  const { module, scopes } = checked;
  const { name } = specifier.local;
  const isAliased = name !== "useFormState";
  const binding = lookUp(scopes.program, name);
  const isTaken =
    !isAliased &&
    [...scopes.scopeOf.values(), scopes.program].some((scope) =>
      scope.bindings.has("useActionState"),
    );
  if (binding === undefined || isTaken) return undefined;
  const wanted = isAliased ? `useActionState as ${name}` : "useActionState";
  const uses = isAliased
    ? []
    : binding.references.map(({ node }): TextEdit => {
        const key = shorthandOf(module, node);
        const text = key === undefined ? "useActionState" : `${key}: useActionState`;
        return { start: node.start, end: node.end, text };
      });
  return {
    title: 'Import `useActionState` from "react"',
    edits: [...importEdits(module.file.code, statement, specifier, wanted), ...uses],
  };
}

function importEdits(
  code: string,
  statement: ImportDeclaration,
  specifier: ImportSpecifier,
  wanted: string,
): TextEdit[] {
  const { source, specifiers } = statement;
  const quote = code[source.start] ?? '"';
  if (specifiers.length === 1)
    return [
      { start: specifier.start, end: specifier.end, text: wanted },
      { start: source.start, end: source.end, text: `${quote}react${quote}` },
    ];
  const index = specifiers.indexOf(specifier);
  const next = specifiers[index + 1];
  const before = specifiers[index - 1];
  const isAfterDefault = before !== undefined && before.type !== "ImportSpecifier";
  // `import ReactDOM, { useFormState }` would leave its braces empty, which is fine.
  const start =
    next === undefined && !isAfterDefault ? (before?.end ?? specifier.start) : specifier.start;
  const end = next === undefined ? specifier.end : next.start;
  const semicolon = code[statement.end - 1] === ";" ? ";" : "";
  const newline = code.includes("\r\n") ? "\r\n" : "\n";
  return [
    {
      start: statement.start,
      end: statement.start,
      text: `import { ${wanted} } from ${quote}react${quote}${semicolon}${newline}`,
    },
    { start, end, text: "" },
  ];
}
