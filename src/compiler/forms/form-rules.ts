import type { Rule } from "../check/finding.ts";
import { checkActionSettings } from "../settings/check-action-settings.ts";
import { checkRouteSettings } from "../settings/check-route-settings.ts";
import { checkBoundWords } from "./check-bound-words.ts";
import { checkCachedFunctions } from "./check-cached-functions.ts";
import { checkDirectiveConflicts } from "./check-directive-conflicts.ts";
import { checkDirectivePositions } from "./check-directive-positions.ts";
import { checkDirectiveSpelling } from "./check-directive-spelling.ts";
import { checkExports } from "./check-exports.ts";
import { checkFieldNames } from "./check-field-names.ts";
import { checkInlineActions } from "./check-inline-actions.ts";

/** The rules about directives, and about what they mark. */
export const formRules: readonly Rule[] = [
  checkDirectivePositions,
  checkDirectiveSpelling,
  checkDirectiveConflicts,
  checkExports,
  checkInlineActions,
  checkCachedFunctions,
  checkBoundWords,
  checkFieldNames,
  checkActionSettings,
  checkRouteSettings,
];
