import MagicString from "magic-string";
import { docsAddress } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { DirectiveScan } from "../scan/scan-directives.ts";
import { mapOf } from "./map-of.ts";
import type { EmittedCode } from "./emit-stubs.ts";

/** Writes a module with inline actions for a place where they cannot run: their bodies stay on the server, and a call says why. */
export function withholdBodies(
  module: ParsedModule,
  directives: DirectiveScan,
  input: CompileInput,
): EmittedCode {
  const edits = new MagicString(module.file.code);
  const page = docsAddress("inline-action-in-client-component", input);
  const message = `An action defined inside a function cannot run here: this file was loaded outside the server. See ${page}`;
  const outermost = directives.inline.filter(
    ({ fn }) => !directives.inline.some((other) => other.fn !== fn && contains(other.fn, fn)),
  );
  for (const { fn } of outermost)
    if (fn.body !== null)
      edits.update(fn.body.start, fn.body.end, `{ throw new Error(${JSON.stringify(message)}); }`);
  for (const statement of directives.statements)
    if (!outermost.some(({ fn }) => contains(fn, statement)))
      edits.remove(statement.start, statement.end);
  return { code: edits.toString(), map: mapOf(edits, module, { withSource: false }) };
}
