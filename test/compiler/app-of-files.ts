import { dirname, posix } from "node:path";
import { checkApp, type AppFile, type AppInput, type AppRoute } from "../../src/compiler/index.ts";
import type { Diagnostic } from "../../src/errors/index.ts";
import { buildRouteTable, type RouteProblem } from "../../src/routing/index.ts";

/** The files of an app by their paths. */
export type Files = Readonly<Record<string, string>>;

const root = "/app";
const endings = ["", ".tsx", ".ts", ".jsx", ".js", ".mjs", "/index.tsx", "/index.ts"];

/** How files are checked. */
export interface FilesSettings extends Pick<AppInput, "rules" | "cache"> {
  /** They are a whole app: what is missing among them is missing. */
  readonly isWhole?: boolean;
}

/** Checks files in memory as one app; `@/` is its root. */
export function checkFilesOf(
  files: Files,
  { isWhole = false, ...settings }: FilesSettings = {},
): Promise<Diagnostic[]> {
  const list = Object.entries(files).map(([path, code]): AppFile => ({
    file: `${root}/${path}`,
    code,
  }));
  const known = new Set(list.map(({ file }) => file));
  const isOwn = (specifier: string): boolean => /^(?:@\/|\.)/.test(specifier);
  const resolve: AppInput["resolve"] = (specifier, importer) => {
    if (!isOwn(specifier)) return undefined;
    const bare = specifier.startsWith("@/")
      ? `${root}/${specifier.slice(2)}`
      : posix.join(dirname(importer), specifier);
    return endings.map((ending) => bare + ending).find((file) => known.has(file));
  };
  const { routes, problems } = routesOf(Object.keys(files));
  return checkApp({
    root,
    files: list,
    routes,
    resolve,
    ...(isWhole
      ? {
          routeProblems: problems,
          isMissing: (specifier, importer) =>
            isOwn(specifier) && resolve(specifier, importer) === undefined,
        }
      : {}),
    // What is installed is what the app's manifest names; without one nothing is said of that.
    ...(files["package.json"] === undefined
      ? {}
      : {
          isThere: (specifier, importer) =>
            isOwn(specifier)
              ? known.has(posix.join(dirname(importer), specifier))
              : files["package.json"]?.includes(`"${specifier}"`) === true,
        }),
    ...settings,
  });
}

/** Checks files as one app and gives each finding as `code file: text that is marked`. */
export async function findingsOf(files: Files, settings: FilesSettings = {}): Promise<string[]> {
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

function routesOf(paths: readonly string[]): {
  readonly routes: AppRoute[];
  readonly problems: readonly RouteProblem[];
} {
  const { table, problems } = buildRouteTable(
    paths.filter((path) => /^(?:src\/)?app\//.test(path)),
  );
  const routes = table.routes.map(({ kind, pattern, file, segments }) => {
    const around = segments.flatMap((segment) => Object.values(segment.files));
    const files = [file, ...around].filter((each) => typeof each === "string");
    return { kind, pattern, files: files.map((each) => `${root}/${each}`) };
  });
  return { routes, problems };
}
