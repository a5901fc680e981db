import { suggestName } from "../check/suggest-name.ts";
import { absentNextModules, coveredNextModules } from "../next/next-modules.ts";
import { nextModuleOf } from "../next/next-module-of.ts";
import type { AppRule } from "./app-rule.ts";

/** Rule `unsupported-next-module`: what is imported of Next has a counterpart here. Types are the type checker's. */
export const checkNextModules: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, imports }) =>
    imports.flatMap(({ specifier, source, isTypeOnly }) => {
      const isNext = specifier === "next" || specifier.startsWith("next/");
      if (!isNext || isTypeOnly || nextModuleOf(specifier) !== undefined) return [];
      // Somebody who aliases the module has one.
      if (app.resolve(specifier, file) !== undefined) return [];
      const instead = absentNextModules[specifier.replace(/\.js$/, "")] ?? "";
      const nearest = instead === "" ? suggestName(specifier, coveredNextModules) : "";
      const params = { specifier, covered: coveredNextModules, nearest, instead };
      return [{ file, code: "unsupported-next-module", range: source, params }];
    }),
  );
