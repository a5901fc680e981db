import type { CompiledAction } from "./compile-types.ts";
import type { IdentifiedActions } from "./identify/identify-actions.ts";
import type { ParsedModule } from "./parse/parse-module.ts";
import { lineOf } from "./parse/source-file.ts";
import { captureText } from "./scan/inline-action.ts";

/** Describes a module's actions for the manifest: those of its exports first, then the inline ones, each in source order. */
export function describeModule(
  { file }: ParsedModule,
  actions: IdentifiedActions,
): CompiledAction[] {
  const exported = actions.module.map(({ entry, id, settings }): CompiledAction => ({
    id,
    name: entry.exported,
    kind: "module",
    captures: [],
    line: lineOf(file, entry.value.kind === "function" ? entry.value.fn.start : entry.range.start),
    exportName: entry.exported,
    ...(settings === undefined ? {} : { settings }),
    ...(entry.resolved.kind === "function" ? {} : { unproven: true }),
  }));
  const inline = actions.inline.map(
    ({ action, id, captures, exportName, settings }): CompiledAction => ({
      id,
      name: action.name,
      kind: "inline",
      captures: captures.map(captureText),
      line: lineOf(file, action.fn.start),
      exportName,
      ...(settings === undefined ? {} : { settings }),
    }),
  );
  return [...exported, ...inline];
}
