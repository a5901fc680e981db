import { compilerCatalogue, type Diagnostic, type DiagnosticCode } from "../errors/index.ts";
import type { FindingsOf } from "./finding-cache.ts";
import { isLintContext } from "./is-lint-context.ts";
import type { LintedText, LintFix, LintFixer, LintProblem, LintRule } from "./lint-plugin.ts";

/** Makes the rule of one code: it reports what `findingsOf` knows of its file. */
export function createRule(code: DiagnosticCode, findingsOf: FindingsOf): LintRule {
  const { title, severity } = compilerCatalogue[code];
  return {
    meta: {
      type: severity === "error" ? "problem" : "suggestion",
      docs: { description: title, url: pageOf(code), recommended: true },
      fixable: "code",
      schema: [],
    },
    create: (context) => {
      if (!isLintContext(context)) return {};
      const findings = findingsOf(context).filter((finding) => finding.code === code);
      // Without a visitor nothing of the tree is made or walked for this rule.
      if (findings.length === 0) return {};
      return {
        Program: () => {
          for (const finding of findings) context.report(problemOf(finding, context.sourceCode));
        },
      };
    },
  };
}

/** The page comes with the package: a `file:` address, which editors open. */
function pageOf(code: DiagnosticCode): string {
  return new URL(`../../docs/errors/${code}.mdx`, import.meta.url).href;
}

function problemOf(finding: Diagnostic, sourceCode: LintedText): LintProblem {
  const { message, hint, line, column, endLine, endColumn, fix } = finding;
  const lineStarts = lineStartsOf(sourceCode.text);
  const offsetAt = (atLine: number, atColumn: number): number =>
    Math.min((lineStarts[atLine - 1] ?? 0) + atColumn - 1, sourceCode.text.length);
  return {
    message: `${message} ${hint}`,
    loc: {
      start: sourceCode.getLocFromIndex(offsetAt(line, column)),
      end: sourceCode.getLocFromIndex(offsetAt(endLine, endColumn)),
    },
    fix:
      fix === undefined
        ? null
        : (fixer: LintFixer): LintFix[] =>
            fix.edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
  };
}

/** Our lines end as Vite's and TypeScript's do; ESLint's end at U+2028 too, so a place crosses over as an offset. */
function lineStartsOf(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
}
