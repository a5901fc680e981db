import type { Result } from "../../base/index.ts";
import type { Diagnostic } from "../../errors/index.ts";
import { analyseModule, type AnalyseInput } from "../analyse-module.ts";
import { findMistakes } from "../check/check-module.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import { readIgnores, type Ignores } from "../check/read-ignores.ts";
import { mayHoldDirective } from "../parse/may-hold-directive.ts";
import { collectAppFacts } from "./collect-app-facts.ts";
import type { FileFacts } from "./app-facts.ts";

/** What a check keeps of one file: no syntax tree, so that a large app fits into memory. */
export interface FileAnalysis {
  readonly code: string;
  /** What the file shows by itself. */
  readonly findings: readonly Finding[];
  readonly ignores: Ignores;
  /** Undefined for a file that does not parse. */
  readonly facts: FileFacts | undefined;
  /** Why it does not parse. */
  readonly syntaxErrors: readonly Diagnostic[];
  readonly mayHoldDirective: boolean;
}

/** A source file of an app. */
export interface AppFile {
  /** Absolute. */
  readonly file: string;
  readonly code: string;
}

/** How a file is read. */
export type AnalyseSettings = Pick<AnalyseInput, "docsUrl" | "development"> & {
  /** The app's folder, absolute. */
  readonly root: string;
};

/** Reads one file: everything that needs no other file, and the facts that the rules of the whole app look at. */
export function analyseFile(file: AppFile, settings: AnalyseSettings): FileAnalysis {
  return describeAnalysed(file.code, readAppFile(file, settings));
}

/** Parses one file for the rules. Errors: its syntax errors. */
export function readAppFile(
  { file, code }: AppFile,
  { root, docsUrl, development }: AnalyseSettings,
): Result<CheckedModule, Diagnostic[]> {
  return analyseModule({
    code,
    filename: file,
    root,
    development: development ?? false,
    ...(docsUrl === undefined ? {} : { docsUrl }),
  });
}

/** Runs the rules on a file that was read, and keeps of it what the check of the app needs. */
export function describeAnalysed(
  code: string,
  analysed: Result<CheckedModule, Diagnostic[]>,
): FileAnalysis {
  const common = { code, mayHoldDirective: mayHoldDirective(code) };
  if (!analysed.ok)
    return {
      ...common,
      findings: [],
      ignores: new Map(),
      facts: undefined,
      syntaxErrors: analysed.error,
    };
  const checked: CheckedModule = { ...analysed.value, isPart: true };
  const findings = findMistakes(checked).map(withPlainRange);
  return {
    ...common,
    findings,
    ignores: readIgnores(checked.module),
    facts: collectAppFacts(checked, findings),
    syntaxErrors: [],
  };
}

/** A range may be a node, and a node holds its whole tree. */
function withPlainRange(finding: Finding): Finding {
  const { start, end } = finding.range;
  return { ...finding, range: { start, end } };
}
