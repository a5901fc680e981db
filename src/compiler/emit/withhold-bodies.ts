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
  const bodies = directives.inline.flatMap(({ fn }) => fn.body ?? []);
  // A body within another one goes with it; one in a function's parameters does not.
  const outermost = bodies.filter(
    (body) => !bodies.some((other) => other !== body && contains(other, body)),
  );
  for (const { start, end } of outermost)
    edits.update(start, end, `{ throw new Error(${JSON.stringify(message)}); }`);
  for (const statement of directives.statements)
    if (!outermost.some((body) => contains(body, statement)))
      edits.remove(statement.start, statement.end);
  return { code: edits.toString(), map: mapOf(edits, module, { withSource: false }) };
}
