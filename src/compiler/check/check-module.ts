import type { Diagnostic } from "../../errors/index.ts";
import { checkBoundWords } from "./check-bound-words.ts";
import { checkCachedFunctions } from "./check-cached-functions.ts";
import { checkDirectiveConflicts } from "./check-directive-conflicts.ts";
import { checkDirectivePositions } from "./check-directive-positions.ts";
import { checkDirectiveSpelling } from "./check-directive-spelling.ts";
import { checkExports } from "./check-exports.ts";
import { checkFieldNames } from "./check-field-names.ts";
import { checkIgnores } from "./check-ignores.ts";
import { checkInlineActions } from "./check-inline-actions.ts";
import type { CheckedModule, Finding, Rule } from "./finding.ts";
import { flowRules } from "../mistakes/flow-rules.ts";
import { safetyRules } from "../safety/safety-rules.ts";
import { readIgnores } from "./read-ignores.ts";
import { settleFindings, type FindingSettings } from "./settle-findings.ts";

const rules: readonly Rule[] = [
  checkDirectivePositions,
  checkDirectiveSpelling,
  checkDirectiveConflicts,
  checkExports,
  checkInlineActions,
  checkCachedFunctions,
  checkBoundWords,
  checkFieldNames,
  checkIgnores,
  ...flowRules,
  ...safetyRules,
];

/** Runs every rule that one module is enough for, and returns all findings in source order. */
export function checkModule(checked: CheckedModule, settings: FindingSettings): Diagnostic[] {
  const { module } = checked;
  return settleFindings(findMistakes(checked), module.file, readIgnores(module), settings);
}

/** Runs every rule that one module is enough for. */
export function findMistakes(checked: CheckedModule): Finding[] {
  return rules.flatMap((rule) => rule(checked));
}
