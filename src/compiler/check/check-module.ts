import type { Diagnostic } from "../../errors/index.ts";
import { checkIgnores } from "./check-ignores.ts";
import type { CheckedModule, Finding, Rule } from "./finding.ts";
import { formRules } from "../forms/form-rules.ts";
import { flowRules } from "../mistakes/flow-rules.ts";
import { safetyRules } from "../safety/safety-rules.ts";
import { readIgnores } from "./read-ignores.ts";
import { settleFindings, type FindingSettings } from "./settle-findings.ts";

const rules: readonly Rule[] = [...formRules, checkIgnores, ...flowRules, ...safetyRules];

/** Runs every rule that one module is enough for, and returns all findings in source order. */
export function checkModule(checked: CheckedModule, settings: FindingSettings): Diagnostic[] {
  const { module } = checked;
  return settleFindings(findMistakes(checked), module.file, readIgnores(module), settings);
}

/** Runs every rule that one module is enough for. */
export function findMistakes(checked: CheckedModule): Finding[] {
  return rules.flatMap((rule) => rule(checked));
}
