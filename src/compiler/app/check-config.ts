import type { Node } from "oxc-parser";
import type { Diagnostic, DiagnosticFix, Severity } from "../../errors/index.ts";
import { analyseModule } from "../analyse-module.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import { readIgnores, type Ignores } from "../check/read-ignores.ts";
import { settleFindings, type FindingSettings } from "../check/settle-findings.ts";
import { sourceFile, type SourceFile } from "../parse/source-file.ts";
import { findConfigKey, removeConfigKey } from "./find-config-key.ts";

/** A configuration file and what is wrong with what it exports. */
export interface ConfigInput extends FindingSettings {
  readonly root: string;
  /** Absolute. */
  readonly file: string;
  readonly code: string;
  readonly problems: readonly ConfigFault[];
}

/** Something wrong with one key of a configuration. */
export interface ConfigFault {
  readonly code: "config-invalid" | "experimental-server-actions-flag";
  readonly severity: Severity;
  /** Path of the key, e.g. `serverActions.bodySizeLimit`; "" for the whole. */
  readonly key: string;
  /** What is wrong and what was expected. */
  readonly message: string;
}

/** Gives the faults of a configuration the places of their keys in its source, and their order. */
export function checkConfig(input: ConfigInput): Diagnostic[] {
  const { code, file, root, problems } = input;
  const analysed = analyseModule({ code, filename: file, root });
  const checked = analysed.ok ? analysed.value : undefined;
  const source = sourceFile({ code, filename: file, root });
  const ignores = checked === undefined ? new Map() : readIgnores(checked.module);
  return problems
    .flatMap((problem) => settleFault({ problem, checked, source, ignores }, input))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

interface PlacedFault {
  readonly problem: ConfigFault;
  readonly checked: CheckedModule | undefined;
  readonly source: SourceFile;
  readonly ignores: Ignores;
}

function settleFault(
  { problem, checked, source, ignores }: PlacedFault,
  settings: FindingSettings,
): Diagnostic[] {
  const { key, message, severity, code } = problem;
  const place = checked === undefined ? undefined : findConfigKey(checked, key);
  const range = { start: place?.start ?? 0, end: place?.end ?? 0 };
  const fix = code === "config-invalid" ? undefined : removeFlag(checked, place);
  const finding: Finding =
    code === "config-invalid"
      ? { code, range, params: { problem: message, key } }
      : { code, range, params: {}, ...(fix === undefined ? {} : { fix }) };
  // A key that another tool may read is no error, unless the configuration says so.
  const rules = { [code]: severity, ...settings.rules };
  return settleFindings([finding], source, ignores, { ...settings, rules });
}

/** Takes the switch out, and the object around it where nothing else is in it. */
function removeFlag(
  checked: CheckedModule | undefined,
  flag: Node | undefined,
): DiagnosticFix | undefined {
  if (checked === undefined || flag === undefined) return undefined;
  const edit = removeConfigKey(checked, flag);
  return edit === undefined
    ? undefined
    : { title: "Remove experimental.serverActions", edits: [edit] };
}
