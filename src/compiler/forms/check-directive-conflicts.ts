import { mendDuplicate } from "./mend-directive.ts";
import type { DirectiveUse } from "../scan/scan-directives.ts";
import { ownerWord } from "./check-directive-positions.ts";
import type { Finding, Rule } from "../check/finding.ts";

/** Rules `duplicate-directive` and `use-server-and-use-client`: a file or function has one directive, once. */
export const checkDirectiveConflicts: Rule = ({ module, directives }) => {
  const first = new Map<DirectiveUse["owner"], DirectiveUse>();
  return directives.inForce.flatMap((use): Finding[] => {
    const before = first.get(use.owner);
    if (before === undefined) {
      first.set(use.owner, use);
      return [];
    }
    const owner = ownerWord(use);
    if (before.text === use.text)
      return [
        {
          code: "duplicate-directive",
          range: use.statement,
          params: { directive: use.text, owner },
          fix: mendDuplicate(module, use),
        },
      ];
    return [
      {
        code: "use-server-and-use-client",
        range: use.statement,
        params: { first: before.text, second: use.text, owner },
      },
    ];
  });
};
