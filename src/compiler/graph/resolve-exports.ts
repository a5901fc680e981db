import type { CompileInput } from "../compile-types.ts";
import { parseModule, type ParsedModule } from "../parse/parse-module.ts";
import { sourceFile } from "../parse/source-file.ts";
import { buildScopes } from "../scan/build-scopes.ts";
import { collectExports } from "../scan/collect-exports.ts";
import type { ExportTable, ExportValue, ModuleExport, StarExport } from "../scan/export-table.ts";

/** An export with what it stands for after following imports into other modules. */
export interface ResolvedExport extends ModuleExport {
  /** Equals `value` unless that is an import which could be followed. */
  readonly resolved: ExportValue;
}

/** The exports of a module, names of `export *` included. */
export interface ResolvedExports {
  readonly exports: readonly ResolvedExport[];
  /** `export *` of modules that could not be read. */
  readonly unreadableStars: readonly StarExport[];
  /** Whether other modules were read for it. */
  readonly hasFollowed: boolean;
}

/** Follows re-exports and `export *` of `table` through `input.resolve`; without it, names of other modules stay imports. */
export async function resolveExports(
  table: ExportTable,
  input: CompileInput,
): Promise<ResolvedExports> {
  const graph: ExportGraph = { resolve: input.resolve, sources: new Map(), tables: new Map() };
  const home = loadedTable(input.filename, table);
  const exports: ResolvedExport[] = [];
  for (const entry of table.exports)
    exports.push({ ...entry, resolved: await follow(graph, home, entry.value, new Set()) });
  const names = new Set(exports.map(({ exported }) => exported));
  const unreadableStars: StarExport[] = [];
  for (const star of table.stars) {
    const found = await starNames(graph, home, star.specifier, new Set());
    if (found === undefined) {
      if (input.resolve !== undefined) unreadableStars.push(star);
      continue;
    }
    for (const exported of found) {
      if (exported === "default" || names.has(exported)) continue;
      names.add(exported);
      exports.push(await starExport(graph, home, star, exported));
    }
  }
  return {
    exports: exports.filter(({ resolved }) => resolved.kind !== "type"),
    unreadableStars,
    hasFollowed: graph.tables.size > 0,
  };
}

/** The exports of a module whose imports are not followed. */
export function unfollowedExports({ exports }: ExportTable): ResolvedExports {
  const resolved = exports.map((entry): ResolvedExport => {
    const { value } = entry;
    const isNamespace = value.kind === "import" && value.imported === "*";
    return { ...entry, resolved: isNamespace ? namespaceValue : value };
  });
  return {
    exports: resolved.filter((entry) => entry.resolved.kind !== "type"),
    unreadableStars: [],
    hasFollowed: false,
  };
}

const namespaceValue: ExportValue = { kind: "value", found: "a module's namespace object" };

interface LoadedTable {
  readonly filename: string;
  readonly table: ExportTable;
  readonly byName: ReadonlyMap<string, ModuleExport>;
}

function loadedTable(filename: string, table: ExportTable): LoadedTable {
  // Of two exports of one name, which is an error of its own, the first counts.
  const byName = new Map(table.exports.toReversed().map((entry) => [entry.exported, entry]));
  return { filename, table, byName };
}

type Source = Awaited<ReturnType<NonNullable<CompileInput["resolve"]>>>;

/** What was read so far: sources by who asks for what, tables by file name. */
interface ExportGraph {
  readonly resolve: CompileInput["resolve"];
  readonly sources: Map<string, Source>;
  readonly tables: Map<string, LoadedTable | undefined>;
}

async function starExport(
  graph: ExportGraph,
  home: LoadedTable,
  star: StarExport,
  exported: string,
): Promise<ResolvedExport> {
  const value: ExportValue = { kind: "import", specifier: star.specifier, imported: exported };
  return {
    exported,
    range: star.statement,
    form: { kind: "star", statement: star.statement },
    value,
    resolved: await follow(graph, home, value, new Set()),
  };
}

async function load(
  graph: ExportGraph,
  specifier: string,
  importer: string,
): Promise<LoadedTable | undefined> {
  const source = await sourceOf(graph, specifier, importer);
  if (source === undefined) return undefined;
  const { filename } = source;
  if (!graph.tables.has(filename)) {
    const parsed = parseModule(sourceFile(source));
    // A file that does not parse reports itself; here its exports are only unknown.
    graph.tables.set(
      filename,
      parsed.ok ? loadedTable(filename, exportTableOf(parsed.value)) : undefined,
    );
  }
  return graph.tables.get(filename);
}

async function sourceOf(graph: ExportGraph, specifier: string, importer: string): Promise<Source> {
  const key = `${importer}\0${specifier}`;
  const known = graph.sources.get(key);
  if (known !== undefined || graph.sources.has(key)) return known;
  let source: Source;
  try {
    source = await graph.resolve?.(specifier, importer);
  } catch {
    // E.g. the file was deleted meanwhile. Who bundles asks for the same module and says what is wrong with it; here
    // it is one that cannot be read.
    source = undefined;
  }
  graph.sources.set(key, source);
  return source;
}

function exportTableOf(module: ParsedModule): ExportTable {
  const table = collectExports(module, buildScopes(module));
  const isClientFile = module.program.body.some(
    (node) => node.type === "ExpressionStatement" && node.directive === "use client",
  );
  if (!isClientFile) return table;
  // On the server only a reference stands for each of them. What it re-exports may be a type.
  const exports = table.exports.map((entry): ModuleExport =>
    entry.value.kind === "import" ? entry : { ...entry, value: clientValue },
  );
  return { ...table, exports };
}

const clientValue: ExportValue = { kind: "value", found: 'an export of a "use client" file' };

/** `seen` holds the names looked for so far, so that modules that re-export each other end, and none is searched twice. */
async function follow(
  graph: ExportGraph,
  from: LoadedTable,
  value: ExportValue,
  seen: Set<string>,
): Promise<ExportValue> {
  if (value.kind !== "import") return value;
  if (value.imported === "*") return namespaceValue;
  const target = await load(graph, value.specifier, from.filename);
  if (target === undefined) return value;
  return (await find(graph, target, value.imported, seen)) ?? value;
}

async function find(
  graph: ExportGraph,
  module: LoadedTable,
  name: string,
  seen: Set<string>,
): Promise<ExportValue | undefined> {
  const step = `${module.filename}\0${name}`;
  if (seen.has(step)) return undefined;
  seen.add(step);
  const entry = module.byName.get(name);
  if (entry !== undefined) return follow(graph, module, entry.value, seen);
  if (module.table.typeNames.includes(name)) return { kind: "type" };
  for (const star of module.table.stars) {
    const target = await load(graph, star.specifier, module.filename);
    const found = target === undefined ? undefined : await find(graph, target, name, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lists what `export * from specifier` adds; undefined when a module of it cannot be read. `seen` holds the files on the way. */
async function starNames(
  graph: ExportGraph,
  from: LoadedTable,
  specifier: string,
  seen: Set<string>,
): Promise<string[] | undefined> {
  const target = await load(graph, specifier, from.filename);
  if (target === undefined) return undefined;
  if (seen.has(target.filename)) return [];
  seen.add(target.filename);
  const names = target.table.exports.map(({ exported }) => exported);
  for (const star of target.table.stars) {
    const more = await starNames(graph, target, star.specifier, seen);
    if (more === undefined) return undefined;
    for (const name of more) if (name !== "default") names.push(name);
  }
  return names;
}
