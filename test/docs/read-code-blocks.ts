/** A fenced block of a Markdown text. */
export interface CodeBlock {
  /** The first word after the fence, e.g. `tsx`; "" without one. */
  readonly language: string;
  /** From `filename="…"`, or from a comment in its first line that is a path; undefined without one. */
  readonly filename: string | undefined;
  readonly code: string;
  /** Line of the fence, from 1. */
  readonly line: number;
}

const fence = /^( *)(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)^ *\2 *$/gm;

/** Lists the fenced blocks of a Markdown text; what a list indents is set back. */
export function readCodeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(fence)].map((found) => {
    const [, indent = "", , label = "", inside = ""] = found;
    const code = inside.replaceAll(new RegExp(`^ {0,${indent.length}}`, "gm"), "");
    return {
      language: label.trim().split(/\s/)[0] ?? "",
      filename:
        /filename="([^"]+)"/.exec(label)?.[1] ?? /^\/\/ ([\w./()[\]-]+\.[a-z]+)\n/.exec(code)?.[1],
      code,
      line: text.slice(0, found.index).split("\n").length,
    };
  });
}
