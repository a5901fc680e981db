import MagicString from "magic-string";
import { docsAddress } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import { findToken } from "../parse/find-token.ts";
import { freshNames } from "../parse/fresh-names.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, type FunctionNode, type Range } from "../parse/syntax-tree.ts";
import type { AnalysedModule } from "./emit-server.ts";
import type { EmittedCode } from "./emit-stubs.ts";
import { findServerOnly } from "./find-server-only.ts";
import { mapOf } from "./map-of.ts";

/**
 * Writes a module with inline actions for a place where they cannot run: a call says why. Their parameters and bodies
 * stay on the server, and with them the imports and declarations that nothing else in the module uses.
 */
export function withholdBodies(
  { module, directives, scopes }: AnalysedModule,
  input: CompileInput,
): EmittedCode {
  const edits = new MagicString(module.file.code);
  const page = docsAddress("inline-action-in-client-component", input);
  const message = `An action defined inside a function cannot run here: this file was loaded outside the server. See ${page}`;
  const body = `{ throw new Error(${JSON.stringify(message)}); }`;
  const hidden = directives.inline.flatMap(({ fn }) => [
    ...ownName(fn),
    ...parametersOf(module, fn),
    ...(fn.body === null ? [] : [{ range: fn.body, text: body }]),
  ]);
  const unused = findServerOnly(
    module,
    scopes,
    hidden.map(({ range }) => range),
  );
  const fresh = freshNames(module.file.code);
  const changes = [
    ...hidden,
    ...unused.statements.map((range) => ({ range, text: "" })),
    ...unused.declarators.map((range) => ({ range, text: `${fresh("$$withheld")} = undefined` })),
    ...directives.statements.map((range) => ({ range, text: "" })),
  ];
  const kept = outermost(changes);
  for (const { range, text } of kept) {
    if (text === "") edits.remove(range.start, range.end);
    else edits.update(range.start, range.end, text);
  }
  // A map without the source would have bundlers add it: they have the whole.
  return { code: edits.toString(), map: mapOf(edits, module, blanked(module.file.code, kept)) };
}

interface Change {
  readonly range: Range;
  readonly text: string;
}

/** What lies in something that goes, goes with it. In source order. */
function outermost(changes: readonly Change[]): Change[] {
  const kept: Change[] = [];
  for (const change of changes.toSorted(
    (a, b) => a.range.start - b.range.start || b.range.end - a.range.end,
  )) {
    const last = kept.at(-1);
    if (last === undefined || !contains(last.range, change.range)) kept.push(change);
  }
  return kept;
}

/** Writes blanks in place of what changed, so that everything else keeps its line and column. */
function blanked(text: string, changes: readonly Change[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { range } of changes) {
    parts.push(text.slice(at, range.start));
    parts.push(text.slice(range.start, range.end).replaceAll(/[^\r\n]/g, " "));
    at = range.end;
  }
  return parts.join("") + text.slice(at);
}

/** The name of a function expression is known to its body alone. */
function ownName({ type, id }: FunctionNode): { range: Range; text: string }[] {
  return type === "FunctionExpression" && id !== null ? [{ range: id, text: "" }] : [];
}

/** What stands between the parentheses of a function; an arrow's bare parameter gets its own. */
function parametersOf(module: ParsedModule, fn: FunctionNode): { range: Range; text: string }[] {
  const [first] = fn.params;
  const last = fn.params.at(-1);
  if (first === undefined || last === undefined) return [];
  const from = fn.typeParameters?.end ?? fn.id?.end ?? fn.start;
  const open = findToken(module, "(", from, first.start + 1);
  if (open < 0) return [{ range: first, text: "()" }];
  const close = findToken(module, ")", last.end, fn.returnType?.start ?? fn.body?.start ?? fn.end);
  return [{ range: { start: open + 1, end: close }, text: "" }];
}
