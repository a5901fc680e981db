import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `font-not-found`: the file of every font is there, or a package that can serve it. What that lacks only a build finds. */
export const checkFontFiles: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, fonts }) => {
    // What nothing reaches is in no build.
    if (!app.isReached(file) && !app.sides.isPiece) return [];
    return fonts.flatMap(({ range, ...font }): AppFinding[] => {
      const missing =
        font.kind === "google"
          ? font.packages.every((name) => !app.isThere(name, file))
          : !app.isThere(font.path, file);
      return missing ? [{ file, code: "font-not-found", range, params: font }] : [];
    });
  });
