import { dirname, posix } from "node:path";
import { checkApp, type AppFile, type AppInput, type AppRoute } from "../../src/compiler/index.ts";
import type { Diagnostic } from "../../src/errors/index.ts";
import { buildRouteTable } from "../../src/routing/index.ts";

/** The files of an app by their paths. */
export type Files = Readonly<Record<string, string>>;

const root = "/app";
const endings = ["", ".tsx", ".ts", ".jsx", ".js", ".mjs", "/index.tsx", "/index.ts"];

/** Checks files in memory as one app; `@/` is its root. */
export function checkFilesOf(
  files: Files,
  settings: Pick<AppInput, "rules" | "cache"> = {},
): Promise<Diagnostic[]> {
  const list = Object.entries(files).map(([path, code]): AppFile => ({
    file: `${root}/${path}`,
    code,
  }));
  const known = new Set(list.map(({ file }) => file));
  return checkApp({
    root,
    files: list,
    routes: routesOf(Object.keys(files)),
    resolve: (specifier, importer) => {
      const isOwn = specifier.startsWith("@/");
      if (!isOwn && !specifier.startsWith(".")) return undefined;
      const bare = isOwn
        ? `${root}/${specifier.slice(2)}`
        : posix.join(dirname(importer), specifier);
      return endings.map((ending) => bare + ending).find((file) => known.has(file));
    },
    ...settings,
  });
}

/** Checks files as one app and gives each finding as `code file: text that is marked`. */
export async function findingsOf(
  files: Files,
  settings: Pick<AppInput, "rules" | "cache"> = {},
): Promise<string[]> {
  return (await checkFilesOf(files, settings)).map((found) => {
    const lines = (files[found.file] ?? "").split("\n");
    const marked = lines.slice(found.line - 1, found.endLine);
    const text =
      found.line === found.endLine
        ? (marked[0] ?? "").slice(found.column - 1, found.endColumn - 1)
        : `${(marked[0] ?? "").slice(found.column - 1)} …`;
    return `${found.code} ${found.file}: ${text}`;
  });
}

function routesOf(paths: readonly string[]): AppRoute[] {
  const { table } = buildRouteTable(paths.filter((path) => /^(?:src\/)?app\//.test(path)));
  return table.routes.map(({ kind, pattern, file, segments }) => {
    const around = segments.flatMap((segment) => Object.values(segment.files));
    const files = [file, ...around].filter((each) => typeof each === "string");
    return { kind, pattern, files: files.map((each) => `${root}/${each}`) };
  });
}
