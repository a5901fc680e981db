import type { FileFacts } from "./app-facts.ts";
import type { AppEdge } from "./app-graph.ts";

/** Where the modules of an app run. One may run on both sides, and one that nothing reaches on none. */
export interface AppSides {
  /** Reached from `"use client"` files without entering a `"use server"` file. */
  readonly browser: ReadonlySet<string>;
  /** Reached from routes, `"use server"` files and the files beside `app/` without entering a `"use client"` file. */
  readonly server: ReadonlySet<string>;
  /** Reached from a route or a file beside `app/` at all, whatever is on the way. */
  readonly reached: ReadonlySet<string>;
  /** No route is among the files, and nothing that a browser begins with: what uses them may be elsewhere. */
  readonly isPiece: boolean;
  /** All pages are rendered in the browser alone. */
  readonly isBrowserOnly: boolean;
}

const routeFile =
  /^(?:src\/)?app\/(?:.*\/)?(?:page|layout|template|default|loading|error|not-found|unauthorized|forbidden|global-error|route|sitemap|robots|manifest|icon\d?|apple-icon\d?|opengraph-image\d?|twitter-image\d?)\.[cm]?[jt]sx?$/;
const besideApp = /^(?:src\/)?(?:proxy|middleware|instrumentation)\.[cm]?[jt]sx?$/;
const testFile =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|cypress)\/|\.(?:test|spec|e2e|stories|test-d)\.[cm]?[jt]sx?$/;

/** Tells whether the framework loads a file because of its name. */
export function isEntryFile(path: string): boolean {
  return routeFile.test(path) || besideApp.test(path);
}

/** Tells whether a file belongs to tests, by its name. */
export function isTestFile(path: string): boolean {
  return testFile.test(path);
}

/** Pages of the Pages Router are no Server Components. */
function isOldPage(path: string): boolean {
  return /^(?:src\/)?pages\//.test(path);
}

/**
 * Finds out where each module runs. Without any route in it, every module that no browser reaches stands for the server: it is a piece of an app.
 * @param browserEntries what a browser begins with, of an app that is rendered there alone
 */
export function findSides(
  files: ReadonlyMap<string, FileFacts>,
  edges: ReadonlyMap<string, readonly AppEdge[]>,
  browserEntries?: readonly string[],
): AppSides {
  const all = [...files.values()];
  const pathsOf = (list: readonly FileFacts[]): string[] => list.map(({ file }) => file);
  const isFile = (file: string, directive: FileFacts["directive"]): boolean =>
    files.get(file)?.directive === directive;
  const browser = reach(
    [
      ...(browserEntries ?? []),
      ...pathsOf(all.filter(({ directive }) => directive === "use client")),
    ],
    edges,
    (file) => isFile(file, "use server"),
  );
  const isBrowserOnly = browserEntries !== undefined;
  const isPiece = !isBrowserOnly && !all.some(({ path }) => routeFile.test(path));
  // Where there are no routes, a file of their names is none.
  const entries = isBrowserOnly ? [] : all.filter(({ path }) => isEntryFile(path));
  const roots = isPiece
    ? all.filter(({ file, path }) => !browser.has(file) && !isTestFile(path) && !isOldPage(path))
    : entries;
  const server = reach(
    pathsOf([...roots, ...all.filter(({ directive }) => directive === "use server")]),
    edges,
    (file) => isFile(file, "use client"),
  );
  const begun = [...(browserEntries ?? []), ...pathsOf(entries)];
  return { browser, server, reached: reach(begun, edges, () => false), isPiece, isBrowserOnly };
}

/** Everything that `entries` lead to, themselves included, up to where `stopsAt`. */
function reach(
  entries: readonly string[],
  edges: ReadonlyMap<string, readonly AppEdge[]>,
  stopsAt: (file: string) => boolean,
): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file) || stopsAt(file)) continue;
    reached.add(file);
    for (const { to } of edges.get(file) ?? []) waiting.push(to);
  }
  return reached;
}
