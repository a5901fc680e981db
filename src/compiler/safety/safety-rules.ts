import type { Rule } from "../check/finding.ts";
import { exploreAction } from "../effects/explore-action.ts";
import { effectReaderOf } from "../effects/read-effects.ts";
import { checkMutations } from "../mistakes/check-mutations.ts";
import { checkAuth } from "./check-auth.ts";
import { checkBoundArguments } from "./check-bound-arguments.ts";
import { checkCaptures } from "./check-captures.ts";
import { checkImportedWrites } from "./check-imported-writes.ts";
import { checkIdentity } from "./check-identity.ts";
import { checkOwnership } from "./check-ownership.ts";
import { checkValidation } from "./check-validation.ts";

/** The rules about actions that write: each action is explored once for all of them. */
const checkWritingActions: Rule = (checked) => {
  if (checked.actions.length === 0) return [];
  const reader = effectReaderOf(checked);
  return checked.actions.flatMap((action) => {
    const explored = exploreAction(checked, action, reader);
    if (explored === undefined)
      return checked.isPart === true ? checkImportedWrites(checked, action, reader) : [];
    return [checkAuth, checkValidation, checkOwnership, checkIdentity, checkMutations].flatMap(
      (rule) => rule(checked, explored),
    );
  });
};

/** Rules about whom and what an action trusts, and what it sends along. */
export const safetyRules: readonly Rule[] = [
  checkWritingActions,
  checkCaptures,
  checkBoundArguments,
];
