import type { FileFacts } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import { isEntryFile, isTestFile } from "../app/find-sides.ts";
import { exportedNames } from "./check-re-exports.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `unused-action`: each export of a "use server" file is used by a module of the app, through re-exports too. In a piece of an app nobody can tell. */
export const checkUnusedActions: AppRule = (app) => {
  if (app.sides.isPiece) return [];
  const all = [...app.files.values()];
  // Patterns and computed names may stand for any file.
  if (all.some(({ importsUnknown, path }) => importsUnknown && !isTestFile(path))) return [];
  const used = usedNames(app);
  return all.filter((facts) => mayBeUnused(app, facts)).flatMap((facts) => unusedOf(facts, used));
};

function unusedOf({ file, exports }: FileFacts, used: ReadonlySet<string>): AppFinding[] {
  return [...exports].flatMap(([name, fact]): AppFinding[] => {
    const isAction = fact.kind === "runtime" || (fact.kind === "function" && fact.isAsync);
    if (!isAction || fact.isSelfUsed || used.has(keyOf(file, name))) return [];
    const params = { name, isDefault: name === "default" };
    return [{ file, code: "unused-action", range: fact.range, params }];
  });
}

/** Routes are loaded by their names, and what only tests import belongs to them. */
function mayBeUnused(app: AppGraph, { file, path, directive }: FileFacts): boolean {
  if (directive !== "use server" || isEntryFile(path) || isTestFile(path)) return false;
  const importers = app.importers.get(file) ?? [];
  return importers.length === 0 || importers.some(({ from }) => !isTestFile(from.path));
}

/** Every name that some module takes, as `file\0name`; names that are only handed on count as soon as somebody takes them there. */
function usedNames(app: AppGraph): Set<string> {
  const used = new Set<string>();
  const waiting: { readonly file: string; readonly name: string }[] = [];
  const take = (file: string, name: string): void => {
    const key = keyOf(file, name);
    if (used.has(key)) return;
    used.add(key);
    waiting.push({ file, name });
  };
  for (const facts of app.files.values()) {
    if (isTestFile(facts.path)) continue;
    for (const { to, by } of app.edges.get(facts.file) ?? [])
      for (const name of by.names === "*" ? exportedNames(app, to, new Set()) : by.names)
        take(to, name);
    // The framework takes everything that such a file exports.
    if (isEntryFile(facts.path)) for (const name of facts.exports.keys()) take(facts.file, name);
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const [file, name] of handedOn(app, next.file, next.name)) take(file, name);
  return used;
}

/** Where a name of `file` comes from, one step further. */
function handedOn(app: AppGraph, file: string, name: string): [string, string][] {
  const facts = app.files.get(file);
  const fact = facts?.exports.get(name);
  if (facts === undefined) return [];
  if (fact?.kind === "import") {
    const to = app.resolve(fact.from.specifier, file);
    if (to === undefined) return [];
    if (fact.from.imported !== "*") return [[to, fact.from.imported]];
    return [...exportedNames(app, to, new Set())].map((each) => [to, each]);
  }
  if (fact !== undefined || name === "default") return [];
  return facts.stars.flatMap(({ specifier }): [string, string][] => {
    const to = app.resolve(specifier, file);
    return to === undefined ? [] : [[to, name]];
  });
}

function keyOf(file: string, name: string): string {
  return `${file}\0${name}`;
}
