import type { ExportedFact, FileDirective, FileFacts, ModuleImport } from "./app-facts.ts";
import type { ImportedName } from "../callees/imported-calls.ts";
import type { FileAnalysis } from "./analyse-file.ts";
import type { RouteProblem } from "../../routing/index.ts";
import { findSides, type AppSides } from "./find-sides.ts";

/** A page or a handler of the app. */
export interface AppRoute {
  readonly kind: "page" | "handler";
  /** Without groups, e.g. `/posts/[id]`. */
  readonly pattern: string;
  /** Its own file and those around it (layouts, boundaries), absolute. */
  readonly files: readonly string[];
}

/** An import that leads to another file of the app. */
export interface AppEdge {
  readonly to: string;
  readonly by: ModuleImport;
}

/** A file of the app that imports another one. */
export interface AppImporter {
  readonly from: FileFacts;
  readonly by: ModuleImport;
}

/** An exported name, at the file that declares it. */
export interface FoundExport {
  readonly file: string;
  readonly exported: string;
  readonly fact: ExportedFact;
  /** The directive of the first file on the way that has one, its own included: it makes an action, or a reference to the browser's code, of whatever passes. */
  readonly boundary: FileDirective | undefined;
}

/** The modules of an app together. */
export interface AppGraph {
  /** By absolute path, in the order given. */
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly edges: ReadonlyMap<string, readonly AppEdge[]>;
  /** The edges from the other end. */
  readonly importers: ReadonlyMap<string, readonly AppImporter[]>;
  readonly routes: readonly AppRoute[] | undefined;
  readonly routeProblems: readonly RouteProblem[];
  /** The app's folder, absolute. */
  readonly root: string;
  readonly sides: AppSides;
  /** Files that a browser begins with, of an app that is rendered there alone. */
  readonly begins: ReadonlySet<string>;
  readonly isReached: (file: string) => boolean;
  /** The file of the app that `specifier` means in `importer`; undefined for a package and for what is not there. */
  readonly resolve: (specifier: string, importer: string) => string | undefined;
  /** Tells whether an import means a file that is not there. */
  readonly isMissing: (specifier: string, importer: string) => boolean;
  /** Tells whether a file of any kind, or a package, is there. */
  readonly isThere: (specifier: string, importer: string) => boolean;
  /** Follows a name through whoever exports it again; undefined where it leaves the app or is not there. */
  readonly follow: (name: ImportedName, importer: string) => FoundExport | undefined;
}

/** What the graph is made from. */
export interface GraphInput {
  readonly root: string;
  readonly resolve: (specifier: string, importer: string) => string | undefined;
  readonly isMissing?: (specifier: string, importer: string) => boolean;
  readonly isThere?: (specifier: string, importer: string) => boolean;
  readonly routes?: readonly AppRoute[];
  readonly routeProblems?: readonly RouteProblem[];
  /** Files that a browser begins with, absolute, of an app that is rendered there alone. */
  readonly browserEntries?: readonly string[];
}

/** Joins the facts of the files of an app. */
export function buildAppGraph(
  input: GraphInput,
  analyses: ReadonlyMap<string, FileAnalysis>,
): AppGraph {
  const files = new Map<string, FileFacts>();
  for (const [file, { facts }] of analyses) if (facts !== undefined) files.set(file, facts);
  const resolve = rememberResolved((specifier, importer) => {
    const found = input.resolve(specifier, importer);
    // A file that does not parse, or that is not among those of the app, has no facts to follow.
    return found !== undefined && analyses.has(found) ? found : undefined;
  });
  const edges = new Map<string, AppEdge[]>();
  for (const facts of files.values())
    edges.set(
      facts.file,
      facts.imports.flatMap((by) => {
        const to = by.isTypeOnly ? undefined : resolve(by.specifier, facts.file);
        return to === undefined ? [] : [{ to, by }];
      }),
    );
  const sides = findSides(files, edges, input.browserEntries);
  return {
    files,
    edges,
    importers: importersOf(files, edges),
    routes: input.routes,
    routeProblems: input.routeProblems ?? [],
    root: input.root,
    sides,
    begins: new Set(input.browserEntries),
    isReached: (file) => sides.reached.has(file),
    resolve,
    isMissing: input.isMissing ?? (() => false),
    isThere: input.isThere ?? (() => true),
    follow: (name, importer) => followName({ files, resolve }, name, importer),
  };
}

function importersOf(
  files: ReadonlyMap<string, FileFacts>,
  edges: ReadonlyMap<string, readonly AppEdge[]>,
): Map<string, AppImporter[]> {
  const importers = new Map<string, AppImporter[]>();
  for (const from of files.values())
    for (const { to, by } of edges.get(from.file) ?? []) {
      const list = importers.get(to);
      if (list === undefined) importers.set(to, [{ from, by }]);
      else list.push({ from, by });
    }
  return importers;
}

type Followed = Pick<AppGraph, "files" | "resolve">;

function followName(
  graph: Followed,
  name: ImportedName,
  importer: string,
  way: FollowedWay = { seen: [], boundary: undefined },
): FoundExport | undefined {
  const file = graph.resolve(name.specifier, importer);
  const facts = file === undefined ? undefined : graph.files.get(file);
  if (file === undefined || facts === undefined) return undefined;
  const exported = name.imported;
  const fact = facts.exports.get(exported);
  const isEnd = fact !== undefined && (fact.kind !== "import" || fact.from.imported === "*");
  const boundary = way.boundary ?? facts.directive;
  if (isEnd) return { file, exported, fact, boundary };
  if (way.seen.some((each) => each.file === file && each.exported === exported)) return undefined;
  const passed: FollowedWay = { seen: [...way.seen, { file, exported }], boundary };
  if (fact?.kind === "import") return followName(graph, fact.from, file, passed);
  if (exported === "default") return undefined;
  for (const { specifier } of facts.stars) {
    const found = followName(graph, { specifier, imported: exported }, file, passed);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface FollowedWay {
  readonly seen: readonly FollowedName[];
  readonly boundary: FileDirective | undefined;
}

interface FollowedName {
  readonly file: string;
  readonly exported: string;
}

type Resolve = AppGraph["resolve"];

function rememberResolved(resolve: Resolve): Resolve {
  const known = new Map<string, Map<string, string | undefined>>();
  return (specifier, importer) => {
    const own = known.get(importer) ?? new Map<string, string | undefined>();
    if (own.size === 0) known.set(importer, own);
    if (own.has(specifier)) return own.get(specifier);
    const found = resolve(specifier, importer);
    own.set(specifier, found);
    return found;
  };
}
