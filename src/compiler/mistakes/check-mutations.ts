import type { Node } from "oxc-parser";
import { describeWrite } from "../callees/describe-write.ts";
import { importedCalls } from "../callees/imported-calls.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import type { ExploredAction } from "../effects/explore-action.ts";
import { effects } from "../effects/read-effects.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";

/** Rule `mutation-without-revalidate`: some path from a write ends normally, and nobody is told. */
export function checkMutations(
  checked: CheckedModule,
  { action, ends, writes }: ExploredAction,
): Finding[] {
  const isUntold = ends.some(
    ({ kind, node, state }) =>
      (state & effects.shows) !== 0 &&
      (state & effects.tells) === 0 &&
      (kind === "fell-off" || (kind === "returned" && !returnsState(node))),
  );
  const first = writes.find(({ state }) => (state & effects.shows) !== 0)?.write;
  if (!isUntold || first === undefined) return [];
  const params = { action: action.name, write: describeWrite(checked, first) };
  const unless = {
    effect: "tells",
    calls: importedCalls(checked, action),
    ...(action.kind === "module" ? { action: action.name } : {}),
  } as const;
  return [{ code: "mutation-without-revalidate", range: first, params, unless }];
}

/** What a caller may show: anything but nothing. */
function returnsState(statement: Node): boolean {
  const value = statement.type === "ReturnStatement" ? statement.argument : statement;
  if (value === null) return false;
  const returned = withoutTypes(value);
  if (returned.type === "Literal") return returned.value !== null;
  if (returned.type === "Identifier") return returned.name !== "undefined";
  return !(returned.type === "UnaryExpression" && returned.operator === "void");
}
