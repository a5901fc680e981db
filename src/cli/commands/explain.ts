import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { didYouMean } from "../nearest-word.ts";
import type { Terminal } from "../terminal.ts";

/** Prints the page of a diagnostic from the package's own documentation. */
export async function explain(
  { code }: { readonly code: string },
  { packageRoot, terminal }: CommandContext,
): Promise<ExitCode> {
  const folder = join(packageRoot, "docs/errors");
  const pages = (await readdir(folder)).filter((name) => name.endsWith(".mdx"));
  const codes = pages.map((name) => name.slice(0, -".mdx".length));
  const wanted = code.toLowerCase();
  if (!codes.includes(wanted)) {
    terminal.report(
      terminal.style(
        "red",
        `There is no page about ${JSON.stringify(code)}.${didYouMean(wanted, codes)}`,
      ),
    );
    return 2;
  }
  terminal.print(formatPage(await readFile(join(folder, `${wanted}.mdx`), "utf8"), terminal));
  return 0;
}

/** Makes a page readable in a terminal: without its front matter, with headings and code set apart. */
export function formatPage(text: string, terminal: Pick<Terminal, "stylePrint">): string {
  const body = text.replace(/^---\n[\s\S]*?\n---\n+/, "");
  let inCode = false;
  const lines = body.split("\n").map((line) => {
    if (line.startsWith("```")) {
      inCode = !inCode;
      return undefined;
    }
    if (inCode) return terminal.stylePrint("cyan", `    ${line}`.trimEnd());
    const heading = /^#+ +(.*)$/.exec(line)?.[1];
    return heading === undefined ? line : terminal.stylePrint("bold", heading);
  });
  return lines
    .filter((line) => line !== undefined)
    .join("\n")
    .trimEnd();
}
