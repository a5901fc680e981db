export { ActionError, isActionError, type ActionErrorOptions } from "./action-error.ts";
export type { BrowserCode, DiagnosticCode, RefusalCode, Severity } from "./codes.ts";
export type { Diagnostic } from "./diagnostic.ts";
