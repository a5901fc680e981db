import type { Rule } from "../check/finding.ts";
import { findFontCalls } from "./find-font-calls.ts";

/** Rule `font-call-invalid`: a build can evaluate every call of `next/font`. */
export const checkFontCalls: Rule = ({ module, scopes }) =>
  findFontCalls(module, scopes).faults.map(({ range, problem }) => ({
    code: "font-call-invalid",
    range,
    params: { problem },
  }));
