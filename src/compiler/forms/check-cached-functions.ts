import { mendAsync } from "./mend-async.ts";
import { inlineFault } from "../scan/inline-fault.ts";
import { isRouteSetting } from "../scan/route-settings.ts";
import type { InlineDirective } from "../scan/scan-directives.ts";
import { faultOf, mendExport } from "./check-exports.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { headOf, isCheckedExport, nameOfFunction } from "./function-head.ts";

/** Rule `use-cache-not-async`, and the others for functions that are marked "use cache". */
export const checkCachedFunctions: Rule = (checked) => [
  ...checkFile(checked),
  ...checked.directives.cached.flatMap((directive) => checkFunction(checked, directive)),
];

function checkFile(checked: CheckedModule): Finding[] {
  const { useCache, useClient, useServer } = checked.directives;
  if (useCache === undefined || useClient !== undefined || useServer !== undefined) return [];
  return checked.exports.exports.flatMap((entry): Finding[] => {
    const found = faultOf(entry);
    if (found === undefined || isRouteSetting(entry.exported)) return [];
    const fix = mendExport(checked, entry);
    return [
      {
        code: "use-cache-not-async",
        range: entry.range,
        params: {
          name: entry.exported,
          found,
          owner: "file",
          fix: fix === undefined ? "move" : "make-async",
        },
        ...(fix === undefined ? {} : { fix }),
      },
    ];
  });
}

function checkFunction(checked: CheckedModule, { fn, statement }: InlineDirective): Finding[] {
  const { useClient, useServer, useCache } = checked.directives;
  const name = nameOfFunction(checked, fn);
  const found: Finding[] = [];
  if (useClient !== undefined && useServer === undefined)
    found.push({
      code: "inline-action-in-client-component",
      range: statement,
      params: { name, directive: "use cache" },
    });
  const isJudged = useServer !== undefined || useCache !== undefined;
  if (isJudged && isCheckedExport(checked, fn)) return found;
  const fault = inlineFault(checked.module, fn);
  const range = headOf(checked, fn);
  if (fault === "instance")
    found.push({
      code: "action-in-class-instance",
      range,
      params: { name, directive: "use cache" },
    });
  else if (fault === "accessor" || fault === "not-async" || fault === "generator") {
    const fix = mendAsync(checked.module, checked.scopes, fn);
    found.push({
      code: "use-cache-not-async",
      range,
      params: {
        name,
        found: faultWords[fault],
        owner: "function",
        fix: fault === "accessor" ? "method" : "make-async",
      },
      ...(fix === undefined ? {} : { fix }),
    });
  }
  return found;
}

const faultWords = {
  accessor: "a getter, setter or constructor, which cannot be async",
  "not-async": "not async",
  generator: "a generator function that is not async",
} as const;
