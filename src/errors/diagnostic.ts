import type { DiagnosticCode, Severity } from "./codes.ts";

/** One finding about the user's code. Lines and columns count from 1; `file` is relative to the app's root, with `/`. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What happened and why. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** Address of the page of this code. */
  readonly docs: string;
}
