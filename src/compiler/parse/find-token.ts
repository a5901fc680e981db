import type { ParsedModule } from "./parse-module.ts";

/** Returns the offset of `token` at or after `from`, outside comments; -1 when it is not before `to`. */
export function findToken(module: ParsedModule, token: string, from: number, to: number): number {
  let at = from;
  for (;;) {
    const found = module.file.code.indexOf(token, at);
    if (found < 0 || found >= to) return -1;
    const comment = module.comments.find(({ start, end }) => start <= found && found < end);
    if (comment === undefined) return found;
    at = comment.end;
  }
}
