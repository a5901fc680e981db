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
  const graph: ExportGraph = { resolve: input.resolve, tables: new Map() };
  const home: LoadedTable = { filename: input.filename, table };
  const exports: ResolvedExport[] = [];
  for (const entry of table.exports)
    exports.push({ ...entry, resolved: await follow(graph, home, entry.value, []) });
  const names = new Set(exports.map(({ exported }) => exported));
  const unreadableStars: StarExport[] = [];
  for (const star of table.stars) {
    const found = await starNames(graph, home, star.specifier, []);
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
}

/** The modules read so far, by file name. */
interface ExportGraph {
  readonly resolve: CompileInput["resolve"];
  readonly tables: Map<string, ExportTable | undefined>;
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
    resolved: await follow(graph, home, value, []),
  };
}

async function load(
  graph: ExportGraph,
  specifier: string,
  importer: string,
): Promise<LoadedTable | undefined> {
  const source = await graph.resolve?.(specifier, importer);
  if (source === undefined) return undefined;
  if (!graph.tables.has(source.filename)) {
    const parsed = parseModule(sourceFile(source));
    // A file that does not parse reports itself; here its exports are only unknown.
    graph.tables.set(source.filename, parsed.ok ? exportTableOf(parsed.value) : undefined);
  }
  const table = graph.tables.get(source.filename);
  return table === undefined ? undefined : { filename: source.filename, table };
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

/** `path` holds the names on the way, so that modules that re-export each other end. */
async function follow(
  graph: ExportGraph,
  from: LoadedTable,
  value: ExportValue,
  path: readonly string[],
): Promise<ExportValue> {
  if (value.kind !== "import") return value;
  if (value.imported === "*") return namespaceValue;
  const target = await load(graph, value.specifier, from.filename);
  if (target === undefined) return value;
  return (await find(graph, target, value.imported, path)) ?? value;
}

async function find(
  graph: ExportGraph,
  module: LoadedTable,
  name: string,
  path: readonly string[],
): Promise<ExportValue | undefined> {
  const step = `${module.filename}\0${name}`;
  if (path.includes(step)) return undefined;
  const entry = module.table.exports.find(({ exported }) => exported === name);
  if (entry !== undefined) return follow(graph, module, entry.value, [...path, step]);
  if (module.table.typeNames.includes(name)) return { kind: "type" };
  for (const star of module.table.stars) {
    const target = await load(graph, star.specifier, module.filename);
    const found =
      target === undefined ? undefined : await find(graph, target, name, [...path, step]);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function starNames(
  graph: ExportGraph,
  from: LoadedTable,
  specifier: string,
  path: readonly string[],
): Promise<string[] | undefined> {
  const target = await load(graph, specifier, from.filename);
  if (target === undefined) return undefined;
  if (path.includes(target.filename)) return [];
  const names = target.table.exports.map(({ exported }) => exported);
  for (const star of target.table.stars) {
    const more = await starNames(graph, target, star.specifier, [...path, target.filename]);
    if (more === undefined) return undefined;
    names.push(...more.filter((name) => name !== "default"));
  }
  return names;
}
