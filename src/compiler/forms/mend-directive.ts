import type { Node } from "oxc-parser";
import type { DiagnosticFix, TextEdit } from "../../errors/index.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { DirectiveUse, Misplaced, NearMiss } from "../scan/scan-directives.ts";

/** Mends a string that was meant as a directive: its text, and its quotes where they are backticks. */
export function mendSpelling(module: ParsedModule, { literal, meant }: NearMiss): DiagnosticFix {
  const quote = module.file.code[literal.start] === "'" ? "'" : '"';
  const { start, end } = literal;
  return {
    title: `Write "${meant}"`,
    edits: [{ start, end, text: `${quote}${meant}${quote}` }],
  };
}

/** Mends a directive that stands too late or in parentheses; undefined where only its author knows what it is for. */
export function mendPlace(
  module: ParsedModule,
  use: Misplaced,
  others: readonly DirectiveUse[],
): DiagnosticFix | undefined {
  if (use.place === "in-block" || use.place === "in-function") return undefined;
  const inPlace = others.filter(
    ({ owner, statement }) => owner === use.owner && statement !== use.statement,
  );
  if (inPlace.some(({ text }) => text === use.text)) return mendDuplicate(module, use);
  // To bring it into force beside another directive would be the next mistake.
  if (inPlace.length > 0) return undefined;
  if (use.place === "in-parentheses")
    return { title: "Remove the parentheses", edits: [withoutParentheses(module, use)] };
  const [first] = use.owner === undefined ? module.program.body : bodyOf(use.owner);
  if (first === undefined) return undefined;
  return {
    title: `Move "${use.text}" to the top of the ${use.owner === undefined ? "file" : "function"}`,
    edits: [insertion(module, use, first), removal(module, use)],
  };
}

function withoutParentheses({ file }: ParsedModule, { statement, literal }: Misplaced): TextEdit {
  const { start, end } = statement;
  const stop = file.code[end - 1] === ";" ? ";" : "";
  return { start, end, text: file.code.slice(literal.start, literal.end) + stop };
}

/** Writes a directive before the first statement of its file or body, as it is written now, on a line of its own where that has one. */
function insertion(module: ParsedModule, use: Misplaced, first: Node): TextEdit {
  const { code } = module.file;
  const at = beforeItsComment(module, first);
  const indent = code.slice(code.lastIndexOf("\n", at - 1) + 1, at).replace("\uFEFF", "");
  const isAlone = indent.trim() === "";
  const gap =
    use.owner === undefined ? `\n\n${isAlone ? indent : ""}` : isAlone ? `\n${indent}` : " ";
  // Without a semicolon the next statement could go on where this one ends.
  const needsStop = gap === " " || mayContinue(code.slice(at));
  const stop = code[use.statement.end - 1] === ";" || needsStop ? ";" : "";
  const text = code.slice(use.literal.start, use.literal.end) + stop + gap;
  return { start: at, end: at, text };
}

/** Mends a directive that is there already by removing it. */
export function mendDuplicate(module: ParsedModule, use: DirectiveUse): DiagnosticFix {
  return { title: `Remove the second "${use.text}"`, edits: [removal(module, use)] };
}

function bodyOf(fn: NonNullable<DirectiveUse["owner"]>): readonly Node[] {
  return fn.body?.type === "BlockStatement" ? fn.body.body : [];
}

const nextLineComment =
  /next-line|@ts-ignore|@ts-expect-error|biome-ignore|prettier-ignore|oxfmt-ignore|edict-ignore/;

/** Comments at the top stay there, but one that is about the statement below it stays with that. */
function beforeItsComment(module: ParsedModule, statement: Node): number {
  const { code } = module.file;
  const comment = module.comments.findLast(({ end }) => end <= statement.start);
  if (comment === undefined || !nextLineComment.test(comment.value)) return statement.start;
  return code.slice(comment.end, statement.start).trim() === "" ? comment.start : statement.start;
}

/** Removes a statement, with its line where it is alone on it. */
function removal(module: ParsedModule, { statement, literal }: DirectiveUse): TextEdit {
  const { code } = module.file;
  const after = code.slice(statement.end);
  const before = code.slice(0, statement.start);
  // Its semicolon may be what keeps the lines around it apart.
  if (mayContinue(after) && !/(?:^|[;{])\s*$/.test(before) && code[statement.end - 1] === ";")
    return { start: literal.start, end: statement.end - 1, text: "" };
  const lead = /[ \t]*$/.exec(before)?.[0].length ?? 0;
  const isLineStart = /(?:^|[\n\r])$/.test(before.slice(0, before.length - lead));
  const tail = /^[ \t]*(?:\r\n|\n|\r|$)/.exec(after)?.[0].length;
  if (isLineStart && tail !== undefined) {
    // Of the empty lines around it one is enough.
    const isAfterEmpty = /(?:^|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)$/.test(
      before.slice(0, before.length - lead),
    );
    const empty = isAfterEmpty ? /^[ \t]*(?:\r\n|\n|\r)/.exec(after.slice(tail))?.[0].length : 0;
    return { start: statement.start - lead, end: statement.end + tail + (empty ?? 0), text: "" };
  }
  const space = /^[ \t]*/.exec(after)?.[0].length ?? 0;
  return isLineStart
    ? { start: statement.start, end: statement.end + space, text: "" }
    : { start: statement.start - lead, end: statement.end, text: "" };
}

/** Tells whether `code` could continue a statement that has no semicolon; comments and blanks are passed over. */
function mayContinue(code: string): boolean {
  const next = code.replace(/^(?:\s+|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)+/, "");
  return /^[([`+\-*/%,.<>=&|^?:]/.test(next) || /^(?:in|instanceof|as|satisfies)\b/.test(next);
}
