import type { DiagnosticCode, DiagnosticFix, DiagnosticParams } from "../../errors/index.ts";
import type { ImportedFunction, ImportedName } from "../callees/imported-calls.ts";
import type { ResolvedExports } from "../graph/resolve-exports.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { Range } from "../parse/syntax-tree.ts";
import type { ActionCaptures, InlineAction } from "../scan/inline-action.ts";
import type { DirectiveScan } from "../scan/scan-directives.ts";
import type { ScopeTree } from "../scan/scope.ts";
import type { ActionFunction } from "./list-action-functions.ts";

/** A finding of one rule, before it has a place and sentences. */
export type Finding = {
  readonly [C in DiagnosticCode]: {
    readonly code: C;
    readonly range: Range;
    readonly params: DiagnosticParams[C];
    /** The change that mends it, where one is certain and keeps what the code means. */
    readonly fix?: DiagnosticFix;
    /** What another module may do, so that it is none; looked at where the whole app is known. */
    readonly unless?: Excuse;
    /** What another module must be, for it to be one. */
    readonly given?: Premise;
  };
}[DiagnosticCode];

/** What a function of another module is taken for. */
export interface Premise {
  readonly of: ImportedName;
  /** An action, a function that itself leaves by `redirect()` and its like (an `async` one rejects then), or one that writes what a page may show. */
  readonly is: "action" | "leaver" | "async leaver" | "writer";
  /** Where the other module is not known, the names say so. */
  readonly isPresumed: boolean;
}

/** What makes up for what a module misses by itself. */
export interface Excuse {
  readonly effect: "tells" | "asks";
  /** The imported functions that the action calls. */
  readonly calls: readonly ImportedFunction[];
  /** The exported action whose callers may do it as well. */
  readonly action?: string;
}

/** What the rules of one module look at. */
export interface CheckedModule {
  readonly module: ParsedModule;
  readonly directives: DirectiveScan;
  readonly scopes: ScopeTree;
  readonly exports: ResolvedExports;
  /** The functions that are actions, or are meant to be. */
  readonly actions: readonly ActionFunction[];
  /** The inline ones among them that can be actions, with what they close over. */
  readonly inline: ReadonlyMap<InlineAction, ActionCaptures>;
  /** What other modules do is asked afterwards: what only they make a finding is looked for. */
  readonly isPart?: true;
}

/** One rule, or a family of them. */
export type Rule = (checked: CheckedModule) => Finding[];
