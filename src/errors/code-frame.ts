/** A range of a source. Lines and columns count from 1; the end is exclusive. */
export interface FrameRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const linesAround = 2;
const widestLine = 160;
/** What a line that is cut off in front keeps before its mark. */
const keptBefore = 60;

/** Draws the lines of a source around `range`, with line numbers and the range underlined. `lines` are those of `splitLines`. */
export function codeFrame(lines: readonly string[], range: FrameRange): string {
  const first = Math.max(1, range.line - linesAround);
  const last = Math.min(lines.length, range.endLine + linesAround, range.line + 8);
  const width = String(last).length;
  const drawn: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const text = lines[number - 1] ?? "";
    const marked = number >= range.line && number <= range.endLine;
    const shift = number === range.line ? shiftFor(text, range) : 0;
    const shown = cut(text, shift);
    drawn.push(`${marked ? ">" : " "} ${String(number).padStart(width)} | ${shown}`.trimEnd());
    const underline = marked ? underlineOf(text, shift, marksOf(text, number, range)) : "";
    if (underline !== "") drawn.push(`  ${" ".repeat(width)} | ${underline}`);
  }
  return drawn.join("\n");
}

/** Splits a source into its lines; a byte order mark belongs to none. */
export function splitLines(source: string): string[] {
  return source.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}

interface Marks {
  readonly from: number;
  readonly to: number;
}

function marksOf(text: string, number: number, range: FrameRange): Marks | undefined {
  const indent = text.length - text.trimStart().length;
  const from = number === range.line ? range.column - 1 : indent;
  const to = number === range.endLine ? range.endColumn - 1 : text.trimEnd().length;
  return to <= from && number !== range.line ? undefined : { from, to };
}

/** How much of a long line is left out in front, so that the beginning of its mark is seen. */
function shiftFor(text: string, { column }: FrameRange): number {
  const isSeen = text.length <= widestLine || column - 1 < widestLine - keptBefore;
  return isSeen ? 0 : Math.max(0, Math.min(column - 1, text.length) - keptBefore);
}

function cut(text: string, shift: number): string {
  const shown = text.slice(shift, shift + widestLine);
  return `${shift > 0 ? "…" : ""}${shown}${shift + widestLine < text.length ? "…" : ""}`;
}

function underlineOf(text: string, shift: number, marks: Marks | undefined): string {
  if (marks === undefined || marks.from >= shift + widestLine) return "";
  const to = Math.min(marks.to, shift + widestLine);
  const lead = (shift > 0 ? " " : "") + blank(text.slice(shift, marks.from));
  return lead + "^".repeat(Math.max(1, blank(text.slice(marks.from, to)).length));
}

const isPlain = /^[\t\u0020-\u007E]*$/;
/** East Asian wide and full-width characters, and what is drawn as a picture: two columns of a terminal. */
const isWide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

/** As many blanks as a text is wide. Tabs are repeated, so that marks stand under what they mark. */
function blank(text: string): string {
  if (isPlain.test(text)) return text.replace(/[^\t]/g, " ");
  // Not kept: the first one takes as long as a tenth of the start of a server.
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => {
    if (segment === "\t") return segment;
    return isWide.test(segment) ? "  " : " ";
  }).join("");
}
