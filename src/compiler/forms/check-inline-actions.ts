import { mendAsync } from "./mend-async.ts";
import { inlineFault } from "../scan/inline-fault.ts";
import type { InlineDirective } from "../scan/scan-directives.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { headOf, isCheckedExport, nameOfFunction } from "./function-head.ts";

/**
 * Rules `inline-action-in-client-component`, `inline-action-not-async`, `action-is-generator` and
 * `action-in-class-instance`: what is marked "use server" is an async function that can stand alone.
 */
export const checkInlineActions: Rule = (checked) => {
  const { useClient, useServer, inline } = checked.directives;
  const isClientFile = useClient !== undefined && useServer === undefined;
  return inline.flatMap((directive) => {
    const found: Finding[] = [];
    if (isClientFile)
      found.push({
        code: "inline-action-in-client-component",
        range: directive.statement,
        params: { name: nameOfFunction(checked, directive.fn), directive: "use server" },
      });
    return [...found, ...faults(checked, directive)];
  });
};

function faults(checked: CheckedModule, { fn }: InlineDirective): Finding[] {
  if (checked.directives.useServer !== undefined && isCheckedExport(checked, fn)) return [];
  const fault = inlineFault(checked.module, fn);
  // What binds it to its class is named where it is used.
  if (fault === undefined || fault === "class-bound") return [];
  const name = nameOfFunction(checked, fn);
  const range = headOf(checked, fn);
  if (fault === "instance")
    return [{ code: "action-in-class-instance", range, params: { name, directive: "use server" } }];
  if (fault === "generator") return [{ code: "action-is-generator", range, params: { name } }];
  const fix = fault === "accessor" ? undefined : mendAsync(checked.module, checked.scopes, fn);
  return [
    {
      code: "inline-action-not-async",
      range,
      params: { name, kind: fault === "accessor" ? "accessor" : "function" },
      ...(fix === undefined ? {} : { fix }),
    },
  ];
}
