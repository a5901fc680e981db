/** A paragraph or a list of what a member wrote; lines are plain text, in which `code` stands between backticks. */
export type TextBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

/** Splits a text at its blank lines; lines that begin with `- ` make a list. */
export function textBlocks(text: string): TextBlock[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/)
    .map((block) => block.split("\n").filter((line) => line.trim() !== ""))
    .filter((lines) => lines.length > 0)
    .map((lines) =>
      lines.every((line) => line.startsWith("- "))
        ? { kind: "list", items: lines.map((line) => line.slice(2)) }
        : { kind: "paragraph", text: lines.join("\n") },
    );
}

/** The beginning of a text in one line, at most `length` characters. */
export function excerptOf(text: string, length: number): string {
  const line = text.replaceAll(/^- /gm, "").replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  const space = cut.lastIndexOf(" ");
  const words = space > length / 2 ? cut.slice(0, space) : cut;
  return `${words.replace(/[\s.,:;–-]+$/, "")}…`;
}
