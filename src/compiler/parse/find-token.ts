import type { Comment } from "oxc-parser";
import type { ParsedModule } from "./parse-module.ts";

/** Returns the offset of `token` at or after `from`, outside comments; -1 when it is not before `to`. */
export function findToken(module: ParsedModule, token: string, from: number, to: number): number {
  let at = from;
  for (;;) {
    const found = indexWithin(module.file.code, token, at, to);
    if (found < 0) return -1;
    const comment = module.comments[firstCommentEndingAfter(module.comments, found)];
    if (comment === undefined || comment.start > found) return found;
    at = comment.end;
  }
}

/** `indexOf` that looks no further than `to`. */
function indexWithin(code: string, token: string, from: number, to: number): number {
  const last = Math.min(to, code.length) - 1;
  for (let at = from; at <= last; at += 1) if (code.startsWith(token, at)) return at;
  return -1;
}

/** Returns the index of the first comment that ends behind `offset`; comments are in source order. */
export function firstCommentEndingAfter(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
