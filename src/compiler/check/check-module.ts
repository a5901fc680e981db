import type { Diagnostic } from "../../errors/index.ts";
import { checkIgnores } from "./check-ignores.ts";
import type { CheckedModule, Finding, Rule } from "./finding.ts";
import { formRules } from "../forms/form-rules.ts";
import { flowRules } from "../mistakes/flow-rules.ts";
import { safetyRules } from "../safety/safety-rules.ts";
import { mayBeExcused } from "./may-be-excused.ts";
import { readIgnores } from "./read-ignores.ts";
import { settleFindings, type FindingSettings } from "./settle-findings.ts";

const rules: readonly Rule[] = [...formRules, checkIgnores, ...flowRules, ...safetyRules];

/** How a module is checked. */
export interface CheckSettings extends FindingSettings {
  /** Leaves out what another module of the app may excuse, for tools that see one file at a time. Default: false. */
  readonly isAlone?: boolean;
}

/** Runs every rule that one module is enough for, and returns all findings in source order. */
export function checkModule(checked: CheckedModule, settings: CheckSettings): Diagnostic[] {
  const { module } = checked;
  const all = findMistakes(checked).filter(({ given }) => given?.isPresumed !== false);
  const found = settings.isAlone === true ? all.filter((each) => !mayBeExcused(each)) : all;
  return settleFindings(found, module.file, readIgnores(module), settings);
}

/** Runs every rule that one module is enough for. */
export function findMistakes(checked: CheckedModule): Finding[] {
  return rules.flatMap((rule) => rule(checked));
}
