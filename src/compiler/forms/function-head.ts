import type { Node } from "oxc-parser";
import type { FunctionNode, Range } from "../parse/syntax-tree.ts";
import { memberOf } from "../scan/inline-fault.ts";
import { ownName } from "../scan/name-inline.ts";
import type { CheckedModule } from "../check/finding.ts";

/** Returns the range from the start of a function, or of the member it is, to its body: what a finding about it marks. */
export function headOf({ module }: CheckedModule, fn: FunctionNode): Range {
  const whole: Node = memberOf(module, fn) ?? fn;
  const end = fn.body?.start ?? fn.end;
  return {
    start: whole.start,
    end: whole.start + module.file.code.slice(whole.start, end).trimEnd().length,
  };
}

/** Names a function as a sentence does: by its own name, or as `this function`. */
export function nameOfFunction({ module, scopes }: CheckedModule, fn: FunctionNode): string {
  return ownName(module, fn, scopes) ?? "this function";
}

/** Tells whether a function is an export of its module: a file's directive judges it as that, once. */
export function isCheckedExport({ exports }: CheckedModule, fn: FunctionNode): boolean {
  return exports.exports.some(({ resolved }) => resolved.kind === "function" && resolved.fn === fn);
}
