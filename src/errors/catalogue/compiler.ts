import { appCatalogue, type AppParams } from "./app-findings.ts";
import type { Catalogue } from "./catalogue-entry.ts";
import { directiveCatalogue, type DirectiveParams } from "./directive-findings.ts";
import { flowCatalogue, type FlowParams } from "./flow-findings.ts";
import { fontCatalogue, type FontParams } from "./font-findings.ts";
import { routeCatalogue, type RouteParams } from "./route-findings.ts";
import { safetyCatalogue, type SafetyParams } from "./safety-findings.ts";

/** What each diagnostic's sentences are filled with. */
export interface DiagnosticParams
  extends AppParams, DirectiveParams, FlowParams, FontParams, RouteParams, SafetyParams {}

/** Diagnostics of the compiler, the check and the build; each has a page `docs/errors/<code>.mdx`. */
export type DiagnosticCode = keyof DiagnosticParams;

/** The diagnostics of the compiler, the check and the build, one entry per code. */
export const compilerCatalogue: Catalogue<DiagnosticParams> = {
  ...directiveCatalogue,
  ...flowCatalogue,
  ...safetyCatalogue,
  ...appCatalogue,
  ...routeCatalogue,
  ...fontCatalogue,
};
