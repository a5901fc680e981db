import type { CallExpression } from "oxc-parser";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { configuredValue, isConfigureCall } from "./configure-call.ts";
import { readActionSettings, type SettingsFault } from "./read-action-settings.ts";

/** Rule `action-settings-invalid`: what `configure` says can be read, and reaches an action. */
export const checkActionSettings: Rule = (checked) => {
  const { module, scopes } = checked;
  // Under whatever name it is called here, it was imported by this one.
  if (!module.file.code.includes("configure")) return [];
  const exported = new Set<unknown>(
    checked.directives.useServer === undefined
      ? []
      : checked.exports.exports.map(({ value }) => "configured" in value && value.configured),
  );
  const inline = new Set<unknown>([...checked.inline.keys()].map(({ configured }) => configured));
  return module.nodes.flatMap((node): Finding[] => {
    if (!isConfigureCall(scopes, node)) return [];
    const place = exported.has(node) ? "export" : inline.has(node) ? "inline" : undefined;
    return faultsOf(node, place, checked).map(({ range, problem }) => ({
      code: "action-settings-invalid",
      range,
      params: { problem },
    }));
  });
};

function faultsOf(
  call: CallExpression,
  place: "export" | "inline" | undefined,
  { directives }: CheckedModule,
): SettingsFault[] {
  const { settings, faults } = readActionSettings(call);
  const found = [...faults];
  if (configuredValue(call) === undefined || call.arguments.length > 2)
    found.push({ range: call, problem: "it takes two arguments, its settings and the action" });
  else if (place === undefined) {
    const where =
      directives.useServer === undefined
        ? 'this file does not begin with "use server", and the function has no directive of its own'
        : 'what it gives is no export of this file, and the function has no "use server" of its own';
    found.push({ range: call.callee, problem: `it is not around an action: ${where}` });
  }
  if (place === "inline" && settings.dispatch !== undefined)
    found.push({
      range: call.arguments[0] ?? call,
      problem: 'an inline action has no `dispatch`; only an export of a "use server" file has one',
    });
  return found;
}
