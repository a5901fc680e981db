import type { ParsedModule } from "../parse/parse-module.ts";
import { lineOf } from "../parse/source-file.ts";

/** Which codes are silenced on which lines, each line from 1. */
export type Ignores = ReadonlyMap<number, ReadonlySet<string>>;

const ignoreComment = /^[\s*]*edict-ignore\s+([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)\s*:\s*\S/;

/**
 * Reads comments such as `// edict-ignore unused-action: kept for the next release`. One beside code silences its line,
 * one on a line of its own the next line of code. Without a reason it silences nothing.
 */
export function readIgnores({ file, comments }: ParsedModule): Ignores {
  const ignores = new Map<number, Set<string>>();
  for (const { value, start, end } of comments) {
    const codes = ignoreComment.exec(value)?.[1];
    if (codes === undefined) continue;
    const line = silencedLine(file.code, file.lineStarts, {
      start,
      end,
      line: lineOf(file, start),
    });
    const silenced = ignores.get(line) ?? new Set();
    for (const code of codes.split(",")) silenced.add(code.trim());
    ignores.set(line, silenced);
  }
  return ignores;
}

interface CommentPlace {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

function silencedLine(
  code: string,
  lineStarts: readonly number[],
  { start, end, line }: CommentPlace,
): number {
  const before = code.slice(lineStarts[line - 1] ?? 0, start);
  // `{/* … */}` stands alone on its line in JSX.
  if (!/^\s*\{?\s*$/.test(before)) return line;
  const rest = /^[ \t]*\}?[ \t]*(?:\r\n|\n|\r|$)/.exec(code.slice(end, end + 200));
  if (rest === null) return line;
  return nextCodeLine(code, lineStarts, end + rest[0].length);
}

/** The line of the first code from `offset` on; further comments and empty lines are passed over. */
function nextCodeLine(code: string, lineStarts: readonly number[], offset: number): number {
  let at = lineStarts.findIndex((start) => start >= offset);
  for (; at !== -1 && at < lineStarts.length; at += 1) {
    const text = code.slice(lineStarts[at], lineStarts[at + 1]).trim();
    if (text !== "" && !/^(?:\/\/|\/\*.*\*\/$|\{\/\*.*\*\/\}$)/.test(text)) return at + 1;
  }
  return 0;
}
