import { isTestFile } from "../app/find-sides.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `unresolved-import`: every file that code of the app imports is there. */
export const checkMissingFiles: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, path, imports }) => {
    // What nothing reaches is in no build.
    const isUsed = app.isReached(file) || (app.sides.isPiece && !isTestFile(path));
    if (!isUsed) return [];
    return imports.flatMap(({ specifier, isTypeOnly, isTried, source }): AppFinding[] => {
      if (isTypeOnly || isTried === true || app.resolve(specifier, file) !== undefined) return [];
      if (!app.isMissing(specifier, file)) return [];
      return [{ file, code: "unresolved-import", range: source, params: { specifier } }];
    });
  });
