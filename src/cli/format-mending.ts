import { countNoun } from "./count-noun.ts";
import type { Mending } from "./mend-files.ts";
import type { Terminal } from "./terminal.ts";

/** Writes what was mended, what was left alone and why, a line each; nothing where there was nothing to mend. */
export function formatMending(
  { mended, skipped }: Omit<Mending, "left">,
  { style }: Pick<Terminal, "style">,
): string[] {
  const lines = mended.map(
    ({ file, line, column, code, fix }) =>
      `${style("green", "mended")} ${style("bold", `${file}:${line}:${column}`)} ${style("dim", code)} ${fix?.title ?? ""}`,
  );
  const alone = skipped.map(
    ({ file, reason }) => `${style("yellow", "left alone")} ${style("bold", file)} ${reason}`,
  );
  const files = new Set(mended.map(({ file }) => file)).size;
  const sum =
    mended.length === 0
      ? []
      : [`Mended ${countNoun(mended.length, "problem")} in ${countNoun(files, "file")}.`];
  return [...lines, ...alone, ...sum];
}
