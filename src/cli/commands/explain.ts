import { join, relative } from "node:path";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { didYouMean } from "../nearest-word.ts";
import { readErrorPages, type ErrorPage, type PageKind } from "../pages/read-error-pages.ts";
import { renderMarkdown } from "../pages/render-markdown.ts";
import type { Terminal } from "../terminal.ts";

/** Prints the page of a code from the package's own documentation, or without a code the list of all. */
export async function explain(
  { code }: { readonly code: string | undefined },
  { packageRoot, terminal, cwd }: CommandContext,
): Promise<ExitCode> {
  const pages = await readErrorPages(packageRoot);
  if (code === undefined) {
    terminal.print(formatList(pages, terminal));
    return 0;
  }
  const page = pages.find((each) => isCalled(each, code));
  if (page === undefined) {
    terminal.report(terminal.style("red", unknownCode(code, pages)));
    return 2;
  }
  const text = renderMarkdown(page.body, {
    paint: terminal.stylePrint,
    width: pageWidth(terminal.printColumns),
    linkTarget: (href) => targetOf(href, join(packageRoot, "docs/errors"), cwd),
  });
  terminal.print(text);
  return 0;
}

/** Names are found in any case, and with `_` for `-`: `SKEW`, `use_server_not_first`. */
function isCalled({ name, callCode }: ErrorPage, code: string): boolean {
  return plain(name) === plain(code) || (callCode !== undefined && plain(callCode) === plain(code));
}

function plain(code: string): string {
  return code.toLowerCase().replaceAll("_", "-");
}

function unknownCode(code: string, pages: readonly ErrorPage[]): string {
  const known = pages.flatMap(({ name, callCode }) =>
    callCode === undefined ? [name] : [name, callCode],
  );
  // Letters of the other case are no spelling mistakes.
  const isUpper = code === code.toUpperCase();
  const alike = known.map((each) => (isUpper ? each.toUpperCase() : each.toLowerCase()));
  const advice = didYouMean(code, alike);
  const meant = known[alike.findIndex((each) => advice === ` Did you mean ${each}?`)];
  const nearest = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return `There is no page about ${JSON.stringify(code)}.${nearest} edict explain lists all codes.`;
}

/** Long lines are hard to read; what a program reads is not broken at all. */
function pageWidth(columns: number | undefined): number {
  return columns === undefined ? Infinity : Math.max(20, Math.min(columns, 100));
}

/** Another page is a command; what else comes with the package is a path that the shell and the editor open. */
function targetOf(href: string, folder: string, cwd: string): string {
  if (/^[a-z][a-z0-9+.-]*:|^#/i.test(href)) return href;
  const page = /^(?:\.\/)?([a-z0-9-]+)\.mdx(?:#.*)?$/.exec(href)?.[1];
  if (page !== undefined) return `edict explain ${page}`;
  const path = join(folder, href);
  const near = relative(cwd, path);
  return near.startsWith("..") ? path : near;
}

const headings: Readonly<Record<PageKind, string>> = {
  error: "Errors in the code: they fail edict check and edict build",
  warning: "Warnings about the code",
  call: "What a call can fail with",
  usage: "Wrong calls of Edict's functions",
};

/** Writes every code with its title, in groups. */
function formatList(pages: readonly ErrorPage[], terminal: Pick<Terminal, "stylePrint">): string {
  const labelOf = ({ name, callCode }: ErrorPage): string => callCode ?? name;
  const width = Math.max(...pages.map((page) => labelOf(page).length));
  const kinds: readonly PageKind[] = ["error", "warning", "call", "usage"];
  const groups = kinds.map((kind) => {
    const rows = pages
      .filter((page) => page.kind === kind)
      .toSorted((a, b) => (labelOf(a) < labelOf(b) ? -1 : 1))
      .map((page) => `  ${labelOf(page).padEnd(width)}  ${page.title}`);
    return [terminal.stylePrint("bold", headings[kind]), ...rows].join("\n");
  });
  return [...groups, "edict explain <code> prints the page of one."].join("\n\n");
}
