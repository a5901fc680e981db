import type { DiagnosticParams } from "../../errors/index.ts";
import type { ModuleImport } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";
import { serverModuleKind } from "./server-module-kind.ts";

/** Rule `server-module-in-client`: nothing that a Client Component imports touches the server. Each import of the file with the directive is told once, with the shortest way. */
export const checkServerModules: AppRule = (app) => {
  const ways = waysToServer(app);
  return [...app.files.values()].flatMap((facts) => {
    if (facts.directive !== "use client" && !app.begins.has(facts.file)) return [];
    const own = facts.imports.flatMap((by): AppFinding[] => {
      const kind = kindOf(app, facts.file, by);
      return kind === undefined ? [] : [found(facts.file, by, [facts.path, by.specifier], kind)];
    });
    const through = (app.edges.get(facts.file) ?? []).flatMap(({ to, by }): AppFinding[] => {
      const way = by.kind === "dynamic" ? undefined : ways.get(to);
      return way === undefined ? [] : [found(facts.file, by, [facts.path, ...way.chain], way.kind)];
    });
    return [...own, ...through];
  });
};

type ServerKind = DiagnosticParams["server-module-in-client"]["kind"];

interface WayToServer {
  /** Paths of files, the module of the server last. */
  readonly chain: readonly string[];
  readonly kind: ServerKind;
}

/** For each file without a directive, the shortest way from it to a module of the server. */
function waysToServer(app: AppGraph): Map<string, WayToServer> {
  const ways = new Map<string, WayToServer>();
  let newest: string[] = [];
  for (const { file, path, imports, directive } of app.files.values()) {
    // Actions stay on the server, and another Client Component is told by itself.
    if (directive !== undefined) continue;
    for (const by of imports) {
      const kind = ways.has(file) ? undefined : kindOf(app, file, by);
      if (kind === undefined) continue;
      ways.set(file, { chain: [path, by.specifier], kind });
      newest.push(file);
    }
  }
  while (newest.length > 0) newest = newest.flatMap((file) => widen(app, ways, file));
  return ways;
}

/** The importers of `file` that had no way yet have one now. */
function widen(app: AppGraph, ways: Map<string, WayToServer>, file: string): string[] {
  const way = ways.get(file);
  return (app.importers.get(file) ?? []).flatMap(({ from, by }) => {
    if (way === undefined || from.directive !== undefined || ways.has(from.file)) return [];
    // What is loaded later may be loaded on one side only.
    if (by.kind === "dynamic") return [];
    ways.set(from.file, { chain: [from.path, ...way.chain], kind: way.kind });
    return [from.file];
  });
}

function kindOf(app: AppGraph, file: string, by: ModuleImport): ServerKind | undefined {
  if (by.isTypeOnly || by.kind === "dynamic") return undefined;
  const kind = serverModuleKind(by);
  // Somebody who aliases the module has one for the browser.
  return kind === undefined || app.resolve(by.specifier, file) !== undefined ? undefined : kind;
}

function found(
  file: string,
  by: ModuleImport,
  chain: readonly string[],
  kind: ServerKind,
): AppFinding {
  return { file, code: "server-module-in-client", range: by.range, params: { chain, kind } };
}
