import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compilerCatalogue } from "../../errors/index.ts";

/** What a page is about: a finding in the app's code, the answer to a call, or a function that was called wrongly. */
export type PageKind = "error" | "warning" | "call" | "usage";

/** A page about a code. */
export interface ErrorPage {
  /** Name of the page, e.g. `build-skew`; for a diagnostic its code. */
  readonly name: string;
  readonly kind: PageKind;
  /** What a program meets, where it is not the name: `SKEW`. */
  readonly callCode: string | undefined;
  readonly title: string;
  /** Markdown, without the front matter. */
  readonly body: string;
}

/** Reads the pages of all codes from the package's documentation, sorted by name. */
export async function readErrorPages(packageRoot: string): Promise<ErrorPage[]> {
  const folder = join(packageRoot, "docs/errors");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".mdx")).toSorted();
  return Promise.all(
    files.map(async (file) =>
      parsePage(file.slice(0, -".mdx".length), await readFile(join(folder, file), "utf8")),
    ),
  );
}

function parsePage(name: string, text: string): ErrorPage {
  const [, matter = "", body = text] =
    /^---\r?\n([\s\S]*?)\r?\n---\r?\n+([\s\S]*)$/.exec(text) ?? [];
  const title = /^title:\s*(.+?)\s*$/m.exec(matter)?.[1]?.replace(/^"(.*)"$/, "$1") ?? name;
  // The answers to calls have their code in the title: `SKEW: the page comes from another build`.
  const [, callCode, sentence = title] = /^([A-Z][A-Z_]+): (.+)$/.exec(title) ?? [];
  return { name, kind: kindOf(name, callCode), callCode, title: sentence, body };
}

function kindOf(name: string, callCode: string | undefined): PageKind {
  if (callCode !== undefined) return "call";
  const catalogue: Readonly<Record<string, { readonly severity: "error" | "warning" }>> =
    compilerCatalogue;
  return catalogue[name]?.severity ?? "usage";
}
