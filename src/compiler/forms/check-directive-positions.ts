import { mendPlace } from "./mend-directive.ts";
import type { DirectiveUse } from "../scan/scan-directives.ts";
import type { Finding, Rule } from "../check/finding.ts";

/** Rule `use-server-not-first`: a directive opens its file, or the body of its function. */
export const checkDirectivePositions: Rule = ({ module, directives }) => {
  const settled: DirectiveUse[] = [...directives.inForce];
  return directives.misplaced.map((use): Finding => {
    const fix = mendPlace(module, use, settled);
    if (fix !== undefined) settled.push(use);
    return {
      code: "use-server-not-first",
      range: use.statement,
      params: { directive: use.text, place: use.place, owner: ownerWord(use) },
      ...(fix === undefined ? {} : { fix }),
    };
  });
};

/** Says what a directive belongs to. */
export function ownerWord({ owner }: Pick<DirectiveUse, "owner">): "file" | "function" {
  return owner === undefined ? "file" : "function";
}
