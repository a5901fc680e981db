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
  const calls = nodesWithin(checked.module, action.fn).flatMap((call) => {
    if (call.type !== "CallExpression" || reader.effectsOf(call) !== 0) return [];
    const of = importedOf(checked, call);
    return of === undefined ? [] : [{ call, of }];
  });
  return calls.slice(0, maxCalls).flatMap(({ call, of }): Finding[] => {
    const explored = exploreAction(checked, action, { ...reader, presumed: call });
    if (explored === undefined) return [];
    const given = { of, is: "writer", isPresumed: false } as const;
    return [...checkAuth(checked, explored), ...checkMutations(checked, explored)].map(
      (finding): Finding => ({ ...finding, given }),
    );
  });
}

/** Each is looked at with all paths of the action: of more calls than anybody writes, the first are. */
const maxCalls = 100;

/** What says by its name that something is different afterwards. A `database()` that makes its tables does not. */
const changes = new RegExp(
  `^(?:${[
    "accept activate add append apply approve archive assign attach ban block book cancel change",
    "clear close complete create deactivate delete demote destroy detach disable drop edit empty",
    "enable enroll finish follow grant increment insert invite join leave lend like link mark merge",
    "move patch pin place post promote publish put rate record register reject remove rename reorder",
    "replace reserve reset restore revoke save set store submit sync tag toggle transfer unassign",
    "unfollow unlike unlink unpin unpublish update upsert vote write",
  ]
    .join(" ")
    .replaceAll(" ", "|")})(?:[A-Z_]|$)`,
);

/** `createPost(…)`, `posts.create(…)` of another module of the app. */
function importedOf({ scopes }: CheckedModule, call: CallExpression): ImportedName | undefined {
  const callee = calleeOf(scopes, call);
  if (callee.kind !== "imported" || !isOwnSpecifier(callee.specifier)) return undefined;
  const [member, more] = callee.path;
  if (more !== undefined || !changes.test(member ?? callee.name)) return undefined;
  const of = { specifier: callee.specifier, imported: callee.name };
  return member === undefined ? of : { ...of, member };
}
