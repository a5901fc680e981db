import type { BrowserUse, FileFacts } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import { isEntryFile } from "../app/find-sides.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `browser-api-on-server`: code that runs on the server uses nothing that only a browser has. What may run in the browser alone is left alone. */
export const checkBrowserUses: AppRule = (app) => {
  if (app.sides.isPiece || app.sides.isBrowserOnly) return [];
  return [...app.files.values()].flatMap((facts) => {
    const { file, directive, browserUses, imports } = facts;
    if (directive === "use client" || !app.sides.server.has(file)) return [];
    const importer = isEntryFile(facts.path) ? "" : (importerOf(app, facts)?.path ?? "");
    const common = { file, code: "browser-api-on-server" } as const;
    const marked = imports
      .filter(({ specifier, isTypeOnly }) => specifier === "client-only" && !isTypeOnly)
      .map(({ range, specifier }): AppFinding => ({
        ...common,
        range,
        params: { name: specifier, importer, kind: "client-only" },
      }));
    const used = browserUses
      .filter((use) => isRunOnServer(app, facts, use))
      .map(({ name, range }): AppFinding => ({
        ...common,
        range,
        params: { name, importer, kind: kindOf(name) },
      }));
    return [...marked, ...used];
  });
};

function kindOf(name: string): "hook" | "context" | "class" | "function" {
  if (/^use[A-Z]/.test(name)) return "hook";
  if (name === "createContext") return "context";
  return name === "Component" || name === "PureComponent" ? "class" : "function";
}

function isRunOnServer(app: AppGraph, facts: FileFacts, { within }: BrowserUse): boolean {
  if (within === "load") return true;
  const isShared = app.sides.browser.has(facts.file);
  if (within === "own") return !isShared;
  if (isEntryFile(facts.path) || facts.directive === "use server") return true;
  const isTaken = serverImporters(app, facts).some(
    ({ by }) => by.names === "*" || within.some((name) => by.names.includes(name)),
  );
  return isTaken || (!isShared && within.some((name) => isSelfUsed(facts, name)));
}

function isSelfUsed({ exports }: FileFacts, name: string): boolean {
  const fact = exports.get(name);
  return (fact?.kind === "function" || fact?.kind === "runtime") && fact.isSelfUsed;
}

type Importers = NonNullable<ReturnType<AppGraph["importers"]["get"]>>;

function serverImporters(app: AppGraph, { file }: FileFacts): Importers {
  return (app.importers.get(file) ?? []).filter(
    ({ from, by }) =>
      from.directive !== "use client" && app.sides.server.has(from.file) && by.kind === "static",
  );
}

function importerOf(app: AppGraph, facts: FileFacts): FileFacts | undefined {
  return serverImporters(app, facts)[0]?.from;
}
