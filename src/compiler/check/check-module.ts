import { makeDiagnostic, type Diagnostic } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import { placeOf } from "../parse/source-file.ts";
import { checkDirectivePositions } from "./check-directive-positions.ts";
import { checkExports } from "./check-exports.ts";
import { checkInlineActions } from "./check-inline-actions.ts";
import type { CheckedModule, Rule } from "./finding.ts";

const rules: readonly Rule[] = [checkDirectivePositions, checkExports, checkInlineActions];

/** Runs every rule and returns all findings in source order. */
export function checkModule(checked: CheckedModule, input: CompileInput): Diagnostic[] {
  return rules
    .flatMap((rule) => rule(checked))
    .toSorted((a, b) => a.range.start - b.range.start)
    .map(({ code, params, range }) =>
      makeDiagnostic(code, params, placeOf(checked.module.file, range), input),
    );
}
