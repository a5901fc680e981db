import { mayHoldDirective } from "../compiler/index.ts";

/**
 * A directive stands where a statement may, in minified code too. Built packages, React's own among them, quote
 * `use server` in their messages: those stand behind other text, and are not worth a parse.
 */
const directiveInPackage = /(?:^|[\n\r;{}]|\*\/)\s*(["'])use server\1/;

/** Tells whether a module is worth compiling: cheap, and wrong only by saying yes. */
export function mayHoldActions(code: string, id: string): boolean {
  return id.includes("/node_modules/") ? directiveInPackage.test(code) : mayHoldDirective(code);
}
