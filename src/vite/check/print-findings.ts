import { formatDiagnostics, type Diagnostic } from "../../errors/index.ts";
import type { FileFinding } from "./check-files.ts";

/** Findings as text, and how many of them fail a build. */
export interface PrintedFindings {
  /** "" when there is nothing to print. */
  readonly text: string;
  readonly errors: number;
}

/** Formats findings with their frames, errors first. */
export function printFindings(findings: readonly FileFinding[], color: boolean): PrintedFindings {
  const isError = ({ diagnostic }: FileFinding): boolean => diagnostic.severity === "error";
  const sorted = [...findings.filter(isError), ...findings.filter((each) => !isError(each))];
  return {
    text: formatDiagnostics(sorted, { color }),
    errors: findings.filter(isError).length,
  };
}

/** Names a finding so that one that was told before is known again. */
export function keyOfFinding({ code, file, line, column }: Diagnostic): string {
  return `${file}:${line}:${column} ${code}`;
}
