import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `layout-without-children`: a layout shows what is below it. */
export const checkLayouts: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, childless }): AppFinding[] =>
    childless === undefined
      ? []
      : [{ file, code: "layout-without-children", range: childless, params: {} }],
  );
