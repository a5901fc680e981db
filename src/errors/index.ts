export { ActionError, isActionError, type ActionErrorOptions } from "./action-error.ts";
export { appCatalogue } from "./catalogue/app-findings.ts";
export { routeCatalogue } from "./catalogue/route-findings.ts";
export type { RouteCode } from "./catalogue/route-findings.ts";
export type { CatalogueEntry } from "./catalogue/catalogue-entry.ts";
export {
  compilerCatalogue,
  type DiagnosticCode,
  type DiagnosticParams,
} from "./catalogue/compiler.ts";
export type { MisplacedDirective } from "./catalogue/directive-findings.ts";
export { codeFrame, splitLines, type FrameRange } from "./code-frame.ts";
export {
  codePages,
  type BrowserCode,
  type NoticeCode,
  type RefusalCode,
  type Severity,
} from "./codes.ts";
export type { Diagnostic, DiagnosticFix, RuleSettings, TextEdit } from "./diagnostic.ts";
export { formatDiagnostics, type FormatOptions } from "./format-diagnostic.ts";
export {
  docsAddress,
  makeDiagnostic,
  type DiagnosticPlace,
  type DocsAddress,
} from "./make-diagnostic.ts";
