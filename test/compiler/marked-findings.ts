import { applyFixes, lintModule } from "../../src/compiler/index.ts";
import type { Diagnostic } from "../../src/errors/index.ts";

/** Finds the mistakes of one module and shows each as its code and the text it marks: `use-server-misspelled: "use sever";`. */
export function markedFindings(code: string): string[] {
  return errorsOf(code).map((each) => `${each.code}: ${markedText(code, each)}`);
}

/** Applies every fix of a module until none is left. */
export function mended(code: string): string {
  let text = code;
  for (let round = 0; round < 10; round += 1) {
    const { code: next, applied } = applyFixes(text, errorsOf(text));
    if (applied.length === 0) return text;
    text = next;
  }
  throw new Error(`mending never ends:\n${code}`);
}

/** Finds the mistakes of one module that are errors. */
export function errorsOf(code: string): Diagnostic[] {
  return lintModule({ code, filename: "/app/module.tsx", root: "/app" }).filter(
    ({ severity }) => severity === "error",
  );
}

function markedText(code: string, { line, column, endLine, endColumn }: Diagnostic): string {
  const lines = code.replace("\uFEFF", "").split(/(?<=\r\n|\n|\r(?!\n))/);
  const offset = (row: number, at: number): number =>
    lines.slice(0, row - 1).join("").length + at - 1;
  return lines.join("").slice(offset(line, column), offset(endLine, endColumn));
}
