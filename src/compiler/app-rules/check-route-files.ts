import type { FileFacts } from "../app/app-facts.ts";
import type { Range } from "../parse/syntax-tree.ts";
import type { AppRule } from "./app-rule.ts";

/** Rules about the files of `app/`, by their names and places; each is told at the last of the files concerned, at what it exports. */
export const checkRouteFiles: AppRule = (app) =>
  app.routeProblems.map(({ code, message, hint, files }) => {
    const file = `${app.root}/${files.at(-1) ?? "app"}`;
    const range = exportedRange(app.files.get(file));
    return { file, code, range, params: { problem: message, advice: hint } };
  });

/** The default export of a page, otherwise the first one: a handler has its methods. */
function exportedRange(facts: FileFacts | undefined): Range {
  const exported = facts?.exports.get("default") ?? facts?.exports.values().next().value;
  return exported?.range ?? { start: 0, end: 0 };
}
