import type { DiagnosticPlace } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import type { Range } from "./syntax-tree.ts";

/** A source text and its names. */
export interface SourceFile {
  readonly code: string;
  /** As given: absolute. */
  readonly filename: string;
  /** Relative to the app's root, with `/`. */
  readonly path: string;
  /** Offset at which each line starts. */
  readonly lineStarts: readonly number[];
}

/** Names a source and indexes its lines. Without `root` the path is the file's own name. */
export function sourceFile(input: Pick<CompileInput, "code" | "filename" | "root">): SourceFile {
  const lineStarts = [0];
  for (const match of input.code.matchAll(/\r\n|\n|\r/g))
    lineStarts.push(match.index + match[0].length);
  return {
    code: input.code,
    filename: input.filename,
    path: relativePath(input.filename, input.root),
    lineStarts,
  };
}

/** Returns where `range` is, in lines and columns from 1. A byte order mark takes no column. */
export function placeOf(file: SourceFile, range: Range): DiagnosticPlace {
  const start = positionOf(file, range.start);
  const end = positionOf(file, Math.max(range.start, range.end));
  return {
    file: file.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** Returns the line of an offset, from 1. */
export function lineOf(file: SourceFile, offset: number): number {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

function positionOf(file: SourceFile, offset: number): { line: number; column: number } {
  const line = lineOf(file, offset);
  const mark = line === 1 && file.code.startsWith("\uFEFF") ? 1 : 0;
  return { line, column: Math.max(1, offset - (file.lineStarts[line - 1] ?? 0) + 1 - mark) };
}

/** `..` steps stay as written, so that a file beside the root keeps one name on every machine. */
function relativePath(filename: string, root: string | undefined): string {
  const file = filename.replaceAll("\\", "/").split("/");
  if (root === undefined) return file.at(-1) ?? "";
  const from = root.replaceAll("\\", "/").replace(/\/+$/, "").split("/");
  let same = 0;
  while (same < from.length && same < file.length - 1 && from[same] === file[same]) same += 1;
  return [...from.slice(same).map(() => ".."), ...file.slice(same)].join("/");
}
