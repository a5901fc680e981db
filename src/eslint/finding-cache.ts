import type { Diagnostic } from "../errors/index.ts";
import type { LintContext } from "./lint-plugin.ts";

/** A text and where it stands. */
export interface LintInput {
  readonly code: string;
  readonly filename: string;
  readonly root: string;
}

interface KnownText {
  readonly input: LintInput;
  readonly findings: readonly Diagnostic[];
}

/** Gives what is wrong with the file that a rule looks at. */
export type FindingsOf = (context: LintContext) => readonly Diagnostic[];

/** Makes a function that gives the findings of a rule's file; `lint` runs once per text, however many rules ask. */
export function createFindingCache(lint: (input: LintInput) => readonly Diagnostic[]): FindingsOf {
  const known = new WeakMap<object, KnownText>();
  return ({ sourceCode, filename, cwd }) => {
    const input: LintInput = { code: sourceCode.text, filename, root: cwd };
    const last = known.get(sourceCode);
    // oxlint hands every file the same object with another text in it.
    if (last !== undefined && isSame(last.input, input)) return last.findings;
    const findings = lint(input);
    known.set(sourceCode, { input, findings });
    return findings;
  };
}

function isSame(a: LintInput, b: LintInput): boolean {
  return a.code === b.code && a.filename === b.filename && a.root === b.root;
}
