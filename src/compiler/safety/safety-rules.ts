import type { Rule } from "../check/finding.ts";
import { checkAuth } from "./check-auth.ts";
import { checkBoundArguments } from "./check-bound-arguments.ts";
import { checkCaptures } from "./check-captures.ts";
import { checkIdentity } from "./check-identity.ts";
import { checkOwnership } from "./check-ownership.ts";
import { checkValidation } from "./check-validation.ts";

/** Rules about whom and what an action trusts, and what it sends along. */
export const safetyRules: readonly Rule[] = [
  checkAuth,
  checkValidation,
  checkOwnership,
  checkIdentity,
  checkCaptures,
  checkBoundArguments,
];
