import type { CallExpression } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { isOwnSpecifier, type ImportedName } from "../callees/imported-calls.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import { exploreAction } from "../effects/explore-action.ts";
import type { EffectReader } from "../effects/read-effects.ts";
import { checkMutations } from "../mistakes/check-mutations.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { checkAuth } from "./check-auth.ts";

/**
 * Checks an action that writes nothing itself as if each function that it calls of another module of the app did: which
 * of them does is known where the whole app is.
 */
export function checkImportedWrites(
  checked: CheckedModule,
  action: ActionFunction,
  reader: EffectReader,
): Finding[] {
  return nodesWithin(checked.module, action.fn).flatMap((call): Finding[] => {
    if (call.type !== "CallExpression" || reader.effectsOf(call) !== 0) return [];
    const of = importedOf(checked, call);
    const explored =
      of === undefined ? undefined : exploreAction(checked, action, { ...reader, presumed: call });
    if (of === undefined || explored === undefined) return [];
    const given = { of, is: "writer", isPresumed: false } as const;
    return [...checkAuth(checked, explored), ...checkMutations(checked, explored)].map(
      (finding): Finding => ({ ...finding, given }),
    );
  });
}

/** What only reads, or tells somebody, by its name. */
const otherwise =
  /^(?:get|find|list|fetch|load|read|count|is|has|parse|format|send|notify|e?mail|report)(?:[A-Z]|$)/;

/** `createPost(…)`, `posts.create(…)` of another module of the app. */
function importedOf({ scopes }: CheckedModule, call: CallExpression): ImportedName | undefined {
  const callee = calleeOf(scopes, call);
  if (callee.kind !== "imported" || !isOwnSpecifier(callee.specifier)) return undefined;
  const [member, more] = callee.path;
  if (more !== undefined || otherwise.test(member ?? callee.name)) return undefined;
  const of = { specifier: callee.specifier, imported: callee.name };
  return member === undefined ? of : { ...of, member };
}
