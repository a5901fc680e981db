import { mendSpelling } from "./mend-directive.ts";
import type { Finding, Rule } from "../check/finding.ts";

/** Rules `use-server-misspelled` and `use-server-wrong-quotes`: what was meant as a directive is one. */
export const checkDirectiveSpelling: Rule = ({ module, directives }) =>
  directives.nearMisses.map((nearMiss): Finding => {
    const { statement, written, meant, flaw } = nearMiss;
    const found = { range: statement, fix: mendSpelling(module, nearMiss) };
    return flaw === "quotes"
      ? { code: "use-server-wrong-quotes", params: { directive: meant }, ...found }
      : { code: "use-server-misspelled", params: { written, meant }, ...found };
  });
