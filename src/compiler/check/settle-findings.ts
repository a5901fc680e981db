import { makeDiagnostic, type Diagnostic, type RuleSettings } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import { placeOf, type SourceFile } from "../parse/source-file.ts";
import type { Finding } from "./finding.ts";
import type { Ignores } from "./read-ignores.ts";

/** How findings become diagnostics. */
export type FindingSettings = Pick<CompileInput, "docsUrl" | "development" | "rules">;

/** Makes the diagnostics of one file, in source order: with their severities, and without those that are off or silenced. */
export function settleFindings(
  findings: readonly Finding[],
  file: SourceFile,
  ignores: Ignores,
  settings: FindingSettings,
): Diagnostic[] {
  const { rules = {} } = settings;
  return findings
    .toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
    .flatMap((finding) => {
      const { code, params, range, fix } = finding;
      const place = placeOf(file, range);
      if (!unconditional.has(code) && ignores.get(place.line)?.has(code) === true) return [];
      const severity = severityOf(code, rules);
      if (severity === "off") return [];
      const made = makeDiagnostic(code, params, place, settings);
      return [
        {
          ...made,
          severity: severity ?? made.severity,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
}

/** A file that does not parse is never fine, and routes that contradict each other cannot be served. */
const unconditional: ReadonlySet<Finding["code"]> = new Set([
  "syntax-error",
  "route-conflict",
  "route-malformed",
  "route-incomplete",
]);

function severityOf(code: Finding["code"], rules: RuleSettings): RuleSettings[Finding["code"]] {
  return unconditional.has(code) ? undefined : rules[code];
}
