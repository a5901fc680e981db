import { join } from "node:path";
import type { AppRoute } from "../../compiler/index.ts";
import type { RouteTable } from "../../routing/index.ts";

/** The routes of an app with the files that each is rendered from, as the compiler wants them. */
export function appRoutes(root: string, table: RouteTable): AppRoute[] {
  return table.routes.map(({ kind, pattern, file, segments }) => {
    const around = kind === "page" ? segments.flatMap((each) => Object.values(each.files)) : [];
    const files = [file, ...around].filter((each) => typeof each === "string");
    return { kind, pattern, files: [...new Set(files)].map((each) => join(root, each)) };
  });
}
