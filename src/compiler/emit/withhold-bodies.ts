import MagicString from "magic-string";
import { docsAddress } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import { findToken } from "../parse/find-token.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, type FunctionNode, type Range } from "../parse/syntax-tree.ts";
import type { DirectiveScan } from "../scan/scan-directives.ts";
import { mapOf } from "./map-of.ts";
import type { EmittedCode } from "./emit-stubs.ts";

/** Writes a module with inline actions for a place where they cannot run: their parameters and bodies stay on the server, and a call says why. */
export function withholdBodies(
  module: ParsedModule,
  directives: DirectiveScan,
  input: CompileInput,
): EmittedCode {
  const edits = new MagicString(module.file.code);
  const page = docsAddress("inline-action-in-client-component", input);
  const message = `An action defined inside a function cannot run here: this file was loaded outside the server. See ${page}`;
  const body = `{ throw new Error(${JSON.stringify(message)}); }`;
  let withheld: Range | undefined;
  // In source order: an action within another one goes with it.
  for (const { fn } of directives.inline) {
    if (fn.body === null || (withheld !== undefined && contains(withheld, fn))) continue;
    withheld = fn;
    withholdParameters(edits, module, fn);
    edits.update(fn.body.start, fn.body.end, body);
  }
  for (const statement of directives.statements)
    if (!directives.inline.some(({ fn }) => contains(fn, statement)))
      edits.remove(statement.start, statement.end);
  return { code: edits.toString(), map: mapOf(edits, module, { withSource: false }) };
}

/** Default values and computed keys of parameters are code of the action as well. */
function withholdParameters(edits: MagicString, module: ParsedModule, fn: FunctionNode): void {
  const first = fn.params[0];
  const last = fn.params.at(-1);
  if (first === undefined || last === undefined || fn.body === null) return;
  const from = fn.typeParameters?.end ?? fn.id?.end ?? fn.start;
  const open = findToken(module, "(", from, first.start);
  if (open < 0) return; // an arrow with one bare parameter
  edits.remove(open + 1, findToken(module, ")", last.end, fn.returnType?.start ?? fn.body.start));
}
