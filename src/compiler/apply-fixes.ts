import type { Diagnostic, DiagnosticFix, TextEdit } from "../errors/index.ts";

/** A text with fixes applied. */
export interface AppliedFixes {
  /** The text as it came where nothing was applied. */
  readonly code: string;
  /** The diagnostics whose fix is in `code`. */
  readonly applied: readonly Diagnostic[];
  /** Those that have a fix which touches an applied one: to be found again in `code`, and mended then. */
  readonly postponed: readonly Diagnostic[];
}

/**
 * Applies the fixes of one file's diagnostics to its text. Of two that touch, the first in the list is applied;
 * all else stays as it is, character for character, and what is written takes the line ends of the file.
 */
export function applyFixes(code: string, diagnostics: readonly Diagnostic[]): AppliedFixes {
  const applied: Diagnostic[] = [];
  const postponed: Diagnostic[] = [];
  const taken: TextEdit[] = [];
  const hasMark = code.startsWith("\uFEFF");
  for (const diagnostic of diagnostics) {
    const edits = changesOf(diagnostic.fix, code, hasMark);
    if (edits.length === 0) continue;
    if (edits.some((edit) => taken.some((other) => touches(edit, other))))
      postponed.push(diagnostic);
    else {
      taken.push(...edits);
      applied.push(diagnostic);
    }
  }
  return { code: withEdits(code, taken), applied, postponed };
}

/** The edits that change something. One that would write before a byte order mark writes behind it. */
function changesOf(fix: DiagnosticFix | undefined, code: string, hasMark: boolean): TextEdit[] {
  return (fix?.edits ?? []).flatMap(({ start, end, text }) => {
    const from = hasMark ? Math.max(1, start) : start;
    const edit = { start: from, end: Math.max(from, end), text };
    return code.slice(edit.start, edit.end) === text ? [] : [edit];
  });
}

/** Neighbours touch too: two insertions at one place have no order that both mean. */
function touches(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function withEdits(code: string, edits: readonly TextEdit[]): string {
  const lineEnd = /\r\n|\n|\r/.exec(code)?.[0] ?? "\n";
  let written = "";
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    written += code.slice(at, start) + text.replaceAll(/\r\n|\n|\r/g, lineEnd);
    at = end;
  }
  return written + code.slice(at);
}
