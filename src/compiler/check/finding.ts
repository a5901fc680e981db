import type { DiagnosticCode, DiagnosticParams } from "../../errors/index.ts";
import type { ResolvedExports } from "../graph/resolve-exports.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { Range } from "../parse/syntax-tree.ts";
import type { DirectiveScan } from "../scan/scan-directives.ts";

/** A finding of one rule, before it has a place and sentences. */
export type Finding = {
  readonly [C in DiagnosticCode]: {
    readonly code: C;
    readonly range: Range;
    readonly params: DiagnosticParams[C];
  };
}[DiagnosticCode];

/** What the rules look at. */
export interface CheckedModule {
  readonly module: ParsedModule;
  readonly directives: DirectiveScan;
  readonly exports: ResolvedExports;
}

/** One rule, or a family of them. */
export type Rule = (checked: CheckedModule) => Finding[];
