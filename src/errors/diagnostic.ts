import type { DiagnosticCode } from "./catalogue/compiler.ts";
import type { Severity } from "./codes.ts";

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
  /** The change that mends it, where one is certain. */
  readonly fix?: DiagnosticFix;
}

/** A change of one file that mends a finding; its edits do not overlap. */
export interface DiagnosticFix {
  /** What it does, e.g. `Write "use server"`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Replaces the text from `start` to `end` (UTF-16 units of the file). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The severity of codes where it is not the catalogue's, e.g. `{ "unused-action": "off" }`. */
export type RuleSettings = { readonly [C in DiagnosticCode]?: Severity | "off" };
