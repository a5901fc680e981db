import { suggestName } from "../check/suggest-name.ts";
import { absentNextModules, coveredNextModules } from "../next/next-modules.ts";
import { nextModuleOf } from "../next/next-module-of.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rules about modules of Next: what is imported has a counterpart here, and the package that does its work is there. Types are the type checker's. */
export const checkNextModules: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, imports }) =>
    imports.flatMap(({ specifier, source, isTypeOnly }): AppFinding[] => {
      const isNext = specifier === "next" || specifier.startsWith("next/");
      if (!isNext || isTypeOnly) return [];
      // Somebody who aliases the module has one.
      if (app.resolve(specifier, file) !== undefined) return [];
      const module = nextModuleOf(specifier);
      if (module !== undefined) {
        const { needs } = module;
        if (needs === undefined || app.isThere(needs, file)) return [];
        const lacking = { specifier, package: needs };
        return [{ file, code: "package-not-installed", range: source, params: lacking }];
      }
      const instead = absentNextModules[specifier.replace(/\.js$/, "")] ?? "";
      const nearest = instead === "" ? suggestName(specifier, coveredNextModules) : "";
      const params = { specifier, covered: coveredNextModules, nearest, instead };
      return [{ file, code: "unsupported-next-module", range: source, params }];
    }),
  );
