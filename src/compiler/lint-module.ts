import type { Diagnostic } from "../errors/index.ts";
import { analyseModule, type AnalyseInput } from "./analyse-module.ts";
import { checkModule, type CheckSettings } from "./check/check-module.ts";

/** Checks one module by itself, with or without a directive, at once: all that needs no other module. Never throws at the user's code. */
export function lintModule(input: AnalyseInput & CheckSettings): Diagnostic[] {
  const analysed = analyseModule(input);
  return analysed.ok ? checkModule(analysed.value, input) : analysed.error;
}
