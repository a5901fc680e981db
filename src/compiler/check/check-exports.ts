import type { ResolvedExport } from "../graph/resolve-exports.ts";
import type { Finding, Rule } from "./finding.ts";

/** Rule `invalid-use-server-value`: whatever a "use server" file exports is an async function. */
export const checkExports: Rule = ({ directives, exports }) => {
  if (directives.useServer === undefined) return [];
  const stars = exports.unreadableStars.map(({ specifier, statement }): Finding => ({
    code: "invalid-use-server-value",
    range: statement,
    params: {
      name: "export *",
      from: specifier,
      found: "a list of exports that cannot be read when building",
      fix: "name-exports",
    },
  }));
  return [...exports.exports.flatMap(checkExport), ...stars];
};

function checkExport(entry: ResolvedExport): Finding[] {
  const { resolved, value } = entry;
  const found = faultOf(entry);
  if (found === undefined) return [];
  const from = value.kind === "import" ? value.specifier : undefined;
  const fix =
    resolved.kind === "function" && !resolved.isGenerator && from === undefined
      ? "make-async"
      : "move";
  return [
    {
      code: "invalid-use-server-value",
      range: entry.range,
      params: { name: entry.exported, found, fix, ...(from === undefined ? {} : { from }) },
    },
  ];
}

/** Says what an export is that can be no action; undefined when it can, or when only a run can tell. */
export function faultOf({ resolved }: ResolvedExport): string | undefined {
  if (resolved.kind === "value") return resolved.found;
  if (resolved.kind !== "function" || resolved.isAsync) return undefined;
  return resolved.isGenerator
    ? "a generator function that is not async"
    : "a function that is not async";
}
