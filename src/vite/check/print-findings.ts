import { codeFrame, formatDiagnostics, splitLines, type Diagnostic } from "../../errors/index.ts";
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

/** What Vite's overlay shows of a finding: what is wrong, what to do and the page; then file and frame. `file` is absolute. */
export interface OverlayFinding {
  readonly message: string;
  readonly id: string;
  /** Counted from 1, as editors do that are opened there. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame: string;
}

/** Describes a finding for the overlay. */
export function overlayFinding({ diagnostic, source }: FileFinding, file: string): OverlayFinding {
  const { message, hint, docs, line, column } = diagnostic;
  return {
    message: `${message}\n\nFix: ${hint}\n\nSee ${docs}`,
    id: file,
    loc: { file, line, column },
    frame: codeFrame(splitLines(source), diagnostic),
  };
}

/** Names a finding so that one that was told before is known again. */
export function keyOfFinding({ code, file, line, column }: Diagnostic): string {
  return `${file}:${line}:${column} ${code}`;
}
