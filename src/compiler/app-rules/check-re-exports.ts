import type { ExportedFact, FileFacts } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `invalid-use-server-value` for what a "use server" file exports of other modules of the app. */
export const checkReExports: AppRule = (app) =>
  [...app.files.values()]
    .filter(({ directive }) => directive === "use server")
    .flatMap((facts) => [...namedExports(app, facts), ...starExports(app, facts)]);

function namedExports(app: AppGraph, facts: FileFacts): AppFinding[] {
  return [...facts.exports].flatMap(([exported, { kind, range, ...fact }]) => {
    // A namespace shows in the file itself.
    if (kind !== "import" || !("from" in fact) || fact.from.imported === "*") return [];
    const found = app.follow(fact.from, facts.file);
    const fault = found === undefined ? undefined : faultOf(found.fact);
    const { specifier } = fact.from;
    return fault === undefined
      ? []
      : [finding(facts.file, range, { name: exported, from: specifier, found: fault })];
  });
}

function starExports(app: AppGraph, facts: FileFacts): AppFinding[] {
  return facts.stars.flatMap(({ specifier, range }) => {
    const file = app.resolve(specifier, facts.file);
    if (file === undefined)
      // What packages export is known when the app is built.
      return specifier.startsWith(".") ? [unreadable(facts.file, range, specifier)] : [];
    return [...exportedNames(app, file, new Set())]
      .filter((name) => name !== "default" && !facts.exports.has(name))
      .flatMap((name) => {
        const found = app.follow({ specifier, imported: name }, facts.file);
        const fault = found === undefined ? undefined : faultOf(found.fact);
        return fault === undefined
          ? []
          : [finding(facts.file, range, { name, from: specifier, found: fault })];
      });
  });
}

/** The names that a file exports, those of its own `export *` included; two files may export each other. */
export function exportedNames(
  app: Pick<AppGraph, "files" | "resolve">,
  file: string,
  seen: Set<string>,
): Set<string> {
  const facts = app.files.get(file);
  if (facts === undefined || seen.has(file)) return new Set();
  seen.add(file);
  const names = new Set(facts.exports.keys());
  for (const { specifier } of facts.stars) {
    const next = app.resolve(specifier, file);
    if (next === undefined) continue;
    for (const name of exportedNames(app, next, seen)) if (name !== "default") names.add(name);
  }
  return names;
}

function faultOf(fact: ExportedFact): string | undefined {
  if (fact.kind === "value") return fact.found;
  if (fact.kind === "import") return "a module's namespace object";
  if (fact.kind !== "function" || fact.isAsync) return undefined;
  return fact.isGenerator
    ? "a generator function that is not async"
    : "a function that is not async";
}

function finding(
  file: string,
  range: AppFinding["range"],
  params: { readonly name: string; readonly from: string; readonly found: string },
): AppFinding {
  return { file, code: "invalid-use-server-value", range, params: { ...params, fix: "move" } };
}

function unreadable(file: string, range: AppFinding["range"], specifier: string): AppFinding {
  return {
    file,
    code: "invalid-use-server-value",
    range,
    params: {
      name: "export *",
      from: specifier,
      found: "a list of exports that cannot be read when building",
      fix: "name-exports",
    },
  };
}
