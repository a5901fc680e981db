import type { FileFacts, InlineActionFact } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/**
 * Rule `inline-action-in-client-component` for files without the directive whose actions run in the browser all the
 * same: only Client Components import them, the whole app is the browser's, or a Client Component imports the very
 * function that an action stands in.
 */
export const checkClientInline: AppRule = (app) =>
  [...app.files.values()].flatMap((facts) => {
    const { file, directive, inlineActions } = facts;
    if (directive !== undefined || !app.sides.browser.has(file)) return [];
    return inlineActions.flatMap((action): AppFinding[] => {
      const where = placeOf(app, facts, action);
      if (where === undefined) return [];
      const { name, range } = action;
      const params = { name, directive: "use server", where };
      return [{ file, code: "inline-action-in-client-component", range, params }];
    });
  });

function placeOf(
  { sides, importers, isReached }: AppGraph,
  { file }: FileFacts,
  { within }: InlineActionFact,
): "browser" | "imported" | "shared" | undefined {
  if (!sides.server.has(file)) return sides.isBrowserOnly ? "browser" : "imported";
  const isTaken = (importers.get(file) ?? []).some(
    ({ from, by }) =>
      from.directive === "use client" &&
      (sides.isPiece || isReached(from.file)) &&
      within !== undefined &&
      by.names !== "*" &&
      by.names.includes(within),
  );
  return isTaken ? "shared" : undefined;
}
