import type { Node } from "oxc-parser";
import { inlineFault, memberOf } from "../scan/find-inline-actions.ts";
import { ownName } from "../scan/name-inline.ts";
import type { InlineDirective } from "../scan/scan-directives.ts";
import type { CheckedModule, Finding, Rule } from "./finding.ts";

/** Rules `inline-action-in-client-component` and `inline-action-not-async`. */
export const checkInlineActions: Rule = (checked) => {
  const { useClient, useServer, inline } = checked.directives;
  const isClientFile = useClient !== undefined && useServer === undefined;
  return inline.flatMap((directive) => {
    const found: Finding[] = [];
    if (isClientFile)
      found.push({
        code: "inline-action-in-client-component",
        range: directive.statement,
        params: { name: nameOf(checked, directive) },
      });
    return [...found, ...faults(checked, directive)];
  });
};

function faults(checked: CheckedModule, directive: InlineDirective): Finding[] {
  if (isCheckedExport(checked, directive)) return [];
  const fault = inlineFault(checked.module, directive);
  if (fault === undefined) return [];
  if (fault.kind === "super" || fault.kind === "private") {
    return [
      {
        code: "syntax-error",
        range: fault.node,
        params: {
          problem: `an action runs by itself, away from the class or object it was written in, so ${fault.kind === "super" ? "`super`" : "a private name"} means nothing in it.`,
          advice: "Move what the action needs into a function of the module.",
        },
      },
    ];
  }
  const kind = fault.kind === "accessor" ? "accessor" : "function";
  return [
    {
      code: "inline-action-not-async",
      range: headOf(checked, directive),
      params: { name: nameOf(checked, directive), kind },
    },
  ];
}

/** In a "use server" file an exported function is judged as an export, once. */
function isCheckedExport({ directives, exports }: CheckedModule, { fn }: InlineDirective): boolean {
  return (
    directives.useServer !== undefined &&
    exports.exports.some(({ resolved }) => resolved.kind === "function" && resolved.fn === fn)
  );
}

function nameOf({ module }: CheckedModule, { fn }: InlineDirective): string {
  return ownName(module, fn) ?? "this function";
}

/** From the start of the function, or of the member it is, to its body. */
function headOf(
  { module }: CheckedModule,
  { fn }: InlineDirective,
): { start: number; end: number } {
  const whole: Node = memberOf(module, fn) ?? fn;
  const end = fn.body?.start ?? fn.end;
  return {
    start: whole.start,
    end: whole.start + module.file.code.slice(whole.start, end).trimEnd().length,
  };
}
