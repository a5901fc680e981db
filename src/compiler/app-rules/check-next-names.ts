import type { ModuleImport } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import { suggestName } from "../check/suggest-name.ts";
import { nextModuleOf } from "../next/next-module-of.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `unsupported-next-name`: every name that is imported of a covered module of Next is there. */
export const checkNextNames: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, imports, exports }) => {
    const handedOn = new Map<string, string[]>();
    for (const fact of exports.values())
      if (fact.kind === "import")
        handedOn.set(fact.from.specifier, [
          ...(handedOn.get(fact.from.specifier) ?? []),
          fact.from.imported,
        ]);
    return imports.flatMap((by) => {
      if (by.isTypeOnly || by.names === "*") return [];
      const names = by.isHandedOn ? (handedOn.get(by.specifier) ?? []) : by.names;
      return [...new Set(names)].flatMap((name) => missingName(app, file, by, name));
    });
  });

function missingName(app: AppGraph, file: string, by: ModuleImport, name: string): AppFinding[] {
  const module = nextModuleOf(by.specifier);
  if (module === undefined || name === "*" || Object.hasOwn(module.names, name)) return [];
  if (module.family?.pattern.test(name) === true) return [];
  // Somebody who aliases the module has its names.
  if (app.resolve(by.specifier, file) !== undefined) return [];
  const instead = Object.hasOwn(module.absent, name) ? (module.absent[name] ?? "") : "";
  const nearest = instead === "" ? suggestName(name, Object.keys(module.names)) : "";
  const params = { specifier: by.specifier, name, nearest, instead };
  return [{ file, code: "unsupported-next-name", range: by.range, params }];
}
