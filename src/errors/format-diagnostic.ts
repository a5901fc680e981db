import { codeFrame, splitLines } from "./code-frame.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** How a diagnostic is printed. */
export interface FormatOptions {
  /** ANSI colours, for a terminal. Default: false. */
  readonly color?: boolean;
}

/**
 * Writes a diagnostic as text: place, code, sentence, frame, what to do, and the page.
 * `source` is the file's text; without it the frame is left out.
 */
export function formatDiagnostic(
  diagnostic: Diagnostic,
  source: string | undefined,
  options: FormatOptions = {},
): string {
  return formatWith(diagnostic, source === undefined ? undefined : splitLines(source), options);
}

/** A diagnostic and the text of its file. */
interface SourcedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly source: string;
}

/** Writes diagnostics as `formatDiagnostic` does, with an empty line between them. Each source is split into its lines once. */
export function formatDiagnostics(
  found: readonly SourcedDiagnostic[],
  options: FormatOptions = {},
): string {
  const linesOf = new Map<string, readonly string[]>();
  return found
    .map(({ diagnostic, source }) => {
      // What is about a folder, or a picture, has no text to show.
      const lines = source === "" ? undefined : (linesOf.get(source) ?? splitLines(source));
      if (lines !== undefined) linesOf.set(source, lines);
      return formatWith(diagnostic, lines, options);
    })
    .join("\n\n");
}

function formatWith(
  diagnostic: Diagnostic,
  source: readonly string[] | undefined,
  options: FormatOptions,
): string {
  const paint = options.color === true ? ansi : plain;
  const tone = diagnostic.severity === "error" ? "red" : "yellow";
  const lines = [
    `${paint("bold", `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}`)} ${paint(tone, diagnostic.severity)} ${paint("dim", diagnostic.code)}`,
    diagnostic.message,
  ];
  if (source !== undefined) lines.push("", codeFrame(source, diagnostic), "");
  lines.push(`${paint("bold", "Fix:")} ${diagnostic.hint}`, paint("dim", `See ${diagnostic.docs}`));
  return lines.join("\n");
}

type Tone = "red" | "yellow" | "bold" | "dim";

const codes: Record<Tone, number> = { red: 31, yellow: 33, bold: 1, dim: 2 };

function ansi(tone: Tone, text: string): string {
  return `\u001B[${codes[tone]}m${text}\u001B[0m`;
}

function plain(_tone: Tone, text: string): string {
  return text;
}
