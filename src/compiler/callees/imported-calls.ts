import type { CheckedModule } from "../check/finding.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import { isLookedAt } from "../effects/is-looked-at.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { contains, type Range } from "../parse/syntax-tree.ts";
import { calleeOf } from "./callee-of.ts";
import { isAheadOf } from "./is-ahead-of.ts";

/** A name of another module. */
export interface ImportedName {
  readonly specifier: string;
  /** `*` is its namespace. */
  readonly imported: string;
  /** The method of it that is meant. */
  readonly member?: string;
}

/** A function of another module. */
export interface ImportedFunction extends ImportedName {
  /** Nothing reads what the call gives, and its name does not say that it refuses by itself. */
  readonly isUnread?: true;
}

/** Lists the imported functions that an action calls, where `later` is given ahead of that, and those that wrap it: `withTeam(async (form, team) => …)`. */
export function importedCalls(
  checked: CheckedModule,
  { fn, wrapper }: Pick<ActionFunction, "fn" | "wrapper">,
  later?: Range,
): ImportedFunction[] {
  const { module, scopes } = checked;
  return nodesWithin(module, wrapper ?? fn).flatMap((node): ImportedFunction[] => {
    if (node.type !== "CallExpression") return [];
    const callee = calleeOf(scopes, node);
    if (callee.kind !== "imported" || callee.path.length > 1) return [];
    if (later !== undefined && contains(fn, node) && !isAheadOf(module, node, later)) return [];
    const [member] = callee.path;
    const named = { specifier: callee.specifier, imported: callee.name };
    const called = member === undefined ? named : { ...named, member };
    return [isLookedAt(checked, node) ? called : { ...called, isUnread: true }];
  });
}

/** Tells whether an import means a module of the app: a relative path, or one behind an alias as bundlers and `tsconfig.json` commonly have it; packages have other names. */
export function isOwnSpecifier(specifier: string): boolean {
  return /^(?:\.|\/|@\/|~|#)/.test(specifier);
}
