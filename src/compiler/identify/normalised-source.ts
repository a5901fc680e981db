import { firstCommentEndingAfter } from "../parse/find-token.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { Range } from "../parse/syntax-tree.ts";

/** Returns the text of `range` without comments, white space reduced to single blanks: formatting changes nothing. */
export function normalisedSource(module: ParsedModule, range: Range): string {
  let text = "";
  let at = range.start;
  const { comments } = module;
  for (let index = firstCommentEndingAfter(comments, at); ; index += 1) {
    const comment = comments[index];
    if (comment === undefined || comment.end > range.end) break;
    if (comment.start < at) continue;
    text += module.file.code.slice(at, comment.start);
    at = comment.end;
  }
  return (text + module.file.code.slice(at, range.end)).replace(/\s+/g, " ").trim();
}
