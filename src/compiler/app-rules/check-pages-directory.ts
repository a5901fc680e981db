import type { FileFacts, ModuleImport } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

const pagesFile = /^(?:src\/)?pages\/(?!api\/)/;

/** Rule `action-in-pages-directory`. A folder of that name that `app/` imports from is just a folder. */
export const checkPagesDirectory: AppRule = (app) =>
  [...app.files.values()].flatMap((facts) => {
    const { file, path, inlineActions } = facts;
    if (!pagesFile.test(path) || app.sides.reached.has(file)) return [];
    const inline = inlineActions.map(({ name, range }): AppFinding => ({
      file,
      code: "action-in-pages-directory",
      range,
      params: { name },
    }));
    return [...inline, ...facts.imports.flatMap((by) => importedAction(app, facts, by))];
  });

function importedAction(app: AppGraph, { file }: FileFacts, by: ModuleImport): AppFinding[] {
  if (by.isTypeOnly) return [];
  const to = app.resolve(by.specifier, file);
  const isActionFile = to !== undefined && app.files.get(to)?.directive === "use server";
  const names = by.names === "*" ? (isActionFile ? [by.specifier] : []) : by.names;
  const action = names.find((imported) => {
    if (by.names === "*") return true;
    const found = app.follow({ specifier: by.specifier, imported }, file);
    if (found?.fact.kind === "function" && found.fact.directive === "use server") return true;
    return found?.boundary === "use server";
  });
  return action === undefined
    ? []
    : [{ file, code: "action-in-pages-directory", range: by.range, params: { name: action } }];
}
