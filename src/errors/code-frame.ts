/** A range of a source. Lines and columns count from 1; the end is exclusive. */
export interface FrameRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const linesAround = 2;
const widestLine = 160;

/** Draws the lines of `source` around `range`, with line numbers and the range underlined. */
export function codeFrame(source: string, range: FrameRange): string {
  const lines = source.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const first = Math.max(1, range.line - linesAround);
  const last = Math.min(lines.length, range.endLine + linesAround, range.line + 8);
  const width = String(last).length;
  const drawn: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const text = lines[number - 1] ?? "";
    const marked = number >= range.line && number <= range.endLine;
    drawn.push(`${marked ? ">" : " "} ${String(number).padStart(width)} | ${cut(text)}`.trimEnd());
    if (marked) {
      const underline = underlineOf(text, number, range);
      if (underline !== "") drawn.push(`  ${" ".repeat(width)} | ${underline}`);
    }
  }
  return drawn.join("\n");
}

function underlineOf(text: string, number: number, range: FrameRange): string {
  const indent = text.length - text.trimStart().length;
  const from = number === range.line ? range.column - 1 : indent;
  const to = number === range.endLine ? range.endColumn - 1 : text.trimEnd().length;
  if (from >= widestLine || (to <= from && number !== range.line)) return "";
  // Tabs are repeated so that the marks stand under what they mark.
  const lead = text.slice(0, from).replace(/[^\t]/g, " ");
  return lead + "^".repeat(Math.max(1, Math.min(to, widestLine) - from));
}

function cut(text: string): string {
  return text.length > widestLine ? `${text.slice(0, widestLine)}…` : text;
}
