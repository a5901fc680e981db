import { compilerCatalogue } from "../../errors/index.ts";
import type { Finding, Rule } from "./finding.ts";
import { suggestName } from "./suggest-name.ts";

/** Rule `ineffective-ignore`: a comment that is meant to silence a diagnostic names one, and says why. */
export const checkIgnores: Rule = ({ module }) =>
  module.comments.flatMap(({ value, start, end }): Finding[] => {
    const text = /^[\s*]*edict-ignore(?![\w-])(.*)$/s.exec(value)?.[1];
    if (text === undefined) return [];
    const range = { start, end };
    const [names = "", ...reason] = text.split(":");
    const codes = names.split(/[\s,]+/).filter((code) => /^[a-z][a-z-]*$/.test(code));
    const wrong = codes.find((code) => !Object.hasOwn(compilerCatalogue, code));
    const found = (
      params: Extract<Finding, { code: "ineffective-ignore" }>["params"],
    ): Finding[] => [{ code: "ineffective-ignore", range, params }];
    if (codes.length === 0) return found({ kind: "no-code" });
    if (reason.join(":").replaceAll("*", "").trim() === "") return found({ kind: "no-reason" });
    if (wrong === undefined) return [];
    const nearest = suggestName(wrong, Object.keys(compilerCatalogue));
    return found({ kind: "unknown-code", code: wrong, nearest });
  });
