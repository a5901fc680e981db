import type { Diagnostic } from "../errors/index.ts";
import { analyseModule, type AnalyseInput } from "./analyse-module.ts";
import { checkModule } from "./check/check-module.ts";
import type { CompileInput } from "./compile-types.ts";

/** Checks one module by itself, with or without a directive, at once: all that needs no other module. Never throws at the user's code. */
export function lintModule(input: AnalyseInput & Pick<CompileInput, "rules">): Diagnostic[] {
  const analysed = analyseModule(input);
  return analysed.ok ? checkModule(analysed.value, input) : analysed.error;
}
