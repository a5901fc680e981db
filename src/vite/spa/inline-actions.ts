import { collectModuleFacts, type CompiledModule } from "../../compiler/index.ts";
import { makeDiagnostic, type Diagnostic } from "../../errors/index.ts";
import { modulePath } from "../app-modules.ts";
import type { CompiledFile } from "../compile-plugin.ts";
import type { SpaProject } from "./open-project.ts";

/**
 * Finds the actions that are written inside a file of the browser. Where no server renders, every file but one with
 * `"use server"` at its top is the browser's alone, also without `"use client"`: such an action could run nowhere.
 */
export function findInlineActions(
  { root, settings, development }: SpaProject,
  { code, id, environment }: CompiledFile,
  compiled: CompiledModule,
): Diagnostic[] {
  const inline = compiled.actions.filter(({ kind }) => kind === "inline");
  if (environment !== "client" || inline.length === 0) return [];
  // With either directive the compiler itself has judged them.
  if (collectModuleFacts(code, id)?.directive !== undefined) return [];
  const lines = code.split("\n");
  return inline.map(({ name, line }) => {
    const text = (lines[line - 1] ?? "").trimEnd();
    const place = {
      file: modulePath({ root }, id),
      line,
      column: text.length - text.trimStart().length + 1,
      endLine: line,
      endColumn: text.length + 1,
    };
    const { docsUrl } = settings;
    const params = { name, directive: "use server", where: "browser" } as const;
    return makeDiagnostic("inline-action-in-client-component", params, place, {
      docsUrl,
      development,
    });
  });
}
