import { err, ok, type Result } from "../base/index.ts";
import type { Diagnostic } from "../errors/index.ts";
import type { CheckedModule } from "./check/finding.ts";
import { listActionFunctions } from "./check/list-action-functions.ts";
import type { CompileInput } from "./compile-types.ts";
import { unfollowedExports } from "./graph/resolve-exports.ts";
import { parseModule } from "./parse/parse-module.ts";
import { sourceFile } from "./parse/source-file.ts";
import { buildScopes } from "./scan/build-scopes.ts";
import { collectExports } from "./scan/collect-exports.ts";
import { findCaptures } from "./scan/find-captures.ts";
import { findInlineActions } from "./scan/find-inline-actions.ts";
import { scanDirectives } from "./scan/scan-directives.ts";

/** What analysing a module by itself needs. */
export type AnalyseInput = Pick<
  CompileInput,
  "code" | "filename" | "root" | "docsUrl" | "development"
>;

/** Reads a module for the rules, by itself: what other modules export stays an import. Errors: its syntax errors. */
export function analyseModule(input: AnalyseInput): Result<CheckedModule, Diagnostic[]> {
  const parsed = parseModule(sourceFile(input), input);
  if (!parsed.ok) return err(parsed.error);
  const module = parsed.value;
  const directives = scanDirectives(module);
  const scopes = buildScopes(module);
  const exports = unfollowedExports(collectExports(module, scopes));
  const actions = listActionFunctions(module, directives, scopes, exports);
  const found = findInlineActions({ module, directives, scopes, exports });
  const inline = findCaptures(module, scopes, found);
  return ok({ module, directives, scopes, exports, actions, inline });
}
