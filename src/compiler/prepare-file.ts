import {
  describeAnalysed,
  readAppFile,
  type AnalyseSettings,
  type AppFile,
  type FileAnalysis,
} from "./app/analyse-file.ts";
import type { CheckedModule } from "./check/finding.ts";
import type { CompiledEverywhere } from "./compile-cache.ts";
import { emitterOf } from "./compile-module.ts";
import { moduleFactsOf, type ModuleFacts } from "./graph/collect-module-facts.ts";
import { mayHoldDirective } from "./parse/may-hold-directive.ts";
import { collectExports } from "./scan/collect-exports.ts";
import type { ExportTable } from "./scan/export-table.ts";

/** All that a build wants to know of one file, from one reading of it. Plain data, that threads may hand to each other. */
export interface PreparedFile {
  readonly analysis: FileAnalysis;
  /** Undefined for a file that does not parse. */
  readonly facts: ModuleFacts | undefined;
  /** Undefined where there is nothing to compile, or where other modules are needed for it. Without diagnostics: those are the check's. */
  readonly compiled: CompiledEverywhere | undefined;
}

/** How a file is prepared. */
export type PrepareSettings = AnalyseSettings & { readonly idSecret: string };

/** Reads one file for the check of an app, for the graph of a build and for its bundles. */
export function prepareFile(file: AppFile, settings: PrepareSettings): PreparedFile {
  const analysed = readAppFile(file, settings);
  const analysis = describeAnalysed(file.code, analysed);
  if (!analysed.ok) return { analysis, facts: undefined, compiled: undefined };
  const { module, scopes } = analysed.value;
  const table = collectExports(module, scopes);
  return {
    analysis,
    facts: moduleFactsOf(module, scopes, table),
    compiled: isWhole(table) ? compileRead(file, analysed.value, settings) : undefined,
  };
}

/** What it exports is known without another module. */
function isWhole({ exports, stars }: ExportTable): boolean {
  return stars.length === 0 && exports.every(({ value }) => value.kind !== "import");
}

function compileRead(
  { file, code }: AppFile,
  checked: CheckedModule,
  settings: PrepareSettings,
): CompiledEverywhere | undefined {
  if (!mayHoldDirective(code)) return undefined;
  const emitFor = emitterOf(checked, [], { ...settings, code, filename: file });
  return { server: emitFor("server"), ssr: emitFor("ssr"), client: emitFor("client") };
}
