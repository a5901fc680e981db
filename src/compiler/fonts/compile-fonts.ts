import MagicString from "magic-string";
import { err, ok, type Result } from "../../base/index.ts";
import { makeDiagnostic, type Diagnostic, type DiagnosticPlace } from "../../errors/index.ts";
import type { CompileInput, SourceMapObject } from "../compile-types.ts";
import { mapOf } from "../emit/map-of.ts";
import { parseModule, type ParsedModule } from "../parse/parse-module.ts";
import { placeOf, sourceFile } from "../parse/source-file.ts";
import { buildScopes } from "../scan/build-scopes.ts";
import { findFontCalls, mayHoldFonts, type FontUses } from "./find-font-calls.ts";
import type { FontCall } from "./font-call.ts";

/** A module with calls of `next/font`. */
export interface FontModule {
  readonly calls: readonly FontCall[];
  readonly placeOf: (call: FontCall) => DiagnosticPlace;
  /** Puts what each call was evaluated to in its place, in the order of the calls, and `imports` at the end. */
  readonly write: (values: readonly string[], imports: readonly string[]) => WrittenFonts;
}

interface WrittenFonts {
  readonly code: string;
  readonly map: SourceMapObject;
}

/** How a module is read for its fonts. */
export type FontInput = Pick<
  CompileInput,
  "code" | "filename" | "root" | "docsUrl" | "development"
>;

/** Reads the calls of `next/font` in a module; undefined where there is none. Errors: uses that a build cannot evaluate. */
export function compileFonts(input: FontInput): Result<FontModule | undefined, Diagnostic[]> {
  if (!mayHoldFonts(input.code)) return ok(undefined);
  const parsed = parseModule(sourceFile(input), input);
  if (!parsed.ok) return parsed;
  const module = parsed.value;
  const uses = findFontCalls(module, buildScopes(module));
  if (uses.faults.length > 0)
    return err(
      uses.faults.map(({ range, problem }) =>
        makeDiagnostic("font-call-invalid", { problem }, placeOf(module.file, range), input),
      ),
    );
  if (uses.imports.length === 0) return ok(undefined);
  return ok({
    calls: uses.calls,
    placeOf: ({ range }) => placeOf(module.file, range),
    write: (values, imports) => writeFonts(module, uses, { values, imports }),
  });
}

interface FontTexts {
  readonly values: readonly string[];
  readonly imports: readonly string[];
}

/** Imports go to the end: a directive stays first, and the order in which modules load is that of their statements anyway. */
function writeFonts(
  module: ParsedModule,
  { calls, imports }: FontUses,
  texts: FontTexts,
): WrittenFonts {
  const edits = new MagicString(module.file.code);
  for (const { start, end } of imports) edits.remove(start, end);
  for (const [index, { range }] of calls.entries())
    edits.update(range.start, range.end, texts.values[index] ?? "undefined");
  edits.append(["", ...texts.imports, ""].join("\n"));
  return { code: edits.toString(), map: mapOf(edits, module) };
}
