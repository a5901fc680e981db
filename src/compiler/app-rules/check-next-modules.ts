import { coveredNextModules } from "../app/next-modules.ts";
import type { AppRule } from "./app-rule.ts";
import { suggestName } from "../check/suggest-name.ts";

const covered = new Set(coveredNextModules.flatMap((name) => [name, `${name}.js`]));

/** Rule `unsupported-next-module`: what is imported of Next has a counterpart here. Types are the type checker's. */
export const checkNextModules: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, imports }) =>
    imports.flatMap(({ specifier, source, isTypeOnly }) => {
      const isNext = specifier === "next" || specifier.startsWith("next/");
      if (!isNext || isTypeOnly || covered.has(specifier)) return [];
      // Somebody who aliases the module has one.
      if (app.resolve(specifier, file) !== undefined) return [];
      const nearest = suggestName(specifier, coveredNextModules);
      const params = { specifier, covered: coveredNextModules, nearest };
      return [{ file, code: "unsupported-next-module", range: source, params }];
    }),
  );
