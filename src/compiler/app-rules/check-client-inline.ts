import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `inline-action-in-client-component` for files without the directive that only Client Components import, or that are all the browser's: they run there all the same. */
export const checkClientInline: AppRule = ({ files, sides }) =>
  [...files.values()].flatMap(({ file, directive, inlineActions }) => {
    const isClientOnly = sides.browser.has(file) && !sides.server.has(file);
    if (directive !== undefined || !isClientOnly) return [];
    return inlineActions.map(({ name, range }): AppFinding => ({
      file,
      code: "inline-action-in-client-component",
      range,
      params: {
        name,
        directive: "use server",
        where: sides.isBrowserOnly ? "browser" : "imported",
      },
    }));
  });
