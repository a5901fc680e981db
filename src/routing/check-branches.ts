import type { RouteFolder } from "./build-route-tree.ts";
import type { RouteFile } from "./list-pages.ts";
import type { RouteProblem } from "./route-problem.ts";
import { branchOf, type Route, type RouteBranch } from "./route-table.ts";
import { folderOf, readPattern, shapeOf, urlSegments } from "./url-segments.ts";

/** Finds slots that nobody shows or that have nothing to show, and interceptions of what is not there. */
export function checkBranches(
  root: RouteFolder,
  pages: readonly RouteFile[],
  routes: readonly Route[],
): RouteProblem[] {
  return [...shownByNobody(root), ...withoutDefault(routes), ...checkInterceptions(pages, routes)];
}

function shownByNobody(folder: RouteFolder): RouteProblem[] {
  const slots = folder.folders.filter(({ name }) => folderOf(name).kind === "slot");
  const own = slots.flatMap((slot): RouteProblem[] => {
    const file = firstFile(slot);
    if (file === undefined || folder.files.layout !== undefined) return [];
    const message = `The slot ${slot.name} is a property of the layout beside it, and there is none.`;
    const hint = `Make ${folderOfFile(file, slot.name)}layout.tsx, which renders it.`;
    return [{ code: "route-incomplete", message, hint, files: [file] }];
  });
  return [...own, ...folder.folders.flatMap(shownByNobody)];
}

function firstFile({ page, fallback, handler, files, folders }: RouteFolder): string | undefined {
  return (
    page ??
    fallback ??
    handler ??
    files.layout ??
    folders.map(firstFile).find((file) => file !== undefined)
  );
}

function folderOfFile(file: string, name: string): string {
  return file.slice(0, file.indexOf(`/${name}/`) + 1);
}

/** Each slot once, with the first route that has nothing for it. */
function withoutDefault(routes: readonly Route[]): RouteProblem[] {
  const found = new Map<string, RouteProblem>();
  const visit = (route: Route, branch: RouteBranch, slot: string | undefined): void => {
    const names = branch.segments.map(({ name }) => name).join("/");
    if (branch.end === "missing" && !found.has(names)) {
      const what = slot === undefined ? "what the layout has as children" : `the slot ${slot}`;
      found.set(names, {
        code: "slot-without-default",
        message: `${route.pattern} has no page for ${what}: who loads that address is told that it was not found.`,
        hint: `Make a default.tsx ${slot === undefined ? "beside that layout" : `in ${slot}`}.`,
        files: [route.file],
      });
    }
    for (const segment of branch.segments)
      for (const [name, inside] of Object.entries(segment.slots ?? {}))
        visit(route, inside, `@${name}`);
  };
  for (const route of routes) if (route.kind === "page") visit(route, branchOf(route), undefined);
  return [...found.values()];
}

function checkInterceptions(pages: readonly RouteFile[], routes: readonly Route[]): RouteProblem[] {
  const shapes = new Set(
    routes.flatMap(({ kind, pattern }) => (kind === "page" ? [shapeOf(readPattern(pattern))] : [])),
  );
  return pages.flatMap(({ file, folders, url, pattern, intercepting }): RouteProblem[] => {
    const folder = folders[intercepting];
    if (folder === undefined) return [];
    const segment = folderOf(folder.name);
    const above = urlSegments(folders.slice(0, intercepting));
    const problem = (code: RouteProblem["code"], message: string, hint: string): RouteProblem => ({
      code,
      message,
      hint,
      files: [file],
    });
    if (segment.kind !== "intercepting") return [];
    if (folders.slice(intercepting + 1).some(({ name }) => folderOf(name).kind === "intercepting"))
      return [
        problem(
          "route-malformed",
          `${file} is in two intercepting folders, and only one can be on the way to a page.`,
          "Move it out of one of them.",
        ),
      ];
    if (segment.levelsUp !== "root" && segment.levelsUp > above.length)
      return [
        problem(
          "route-malformed",
          `The folder ${folder.name} goes up ${segment.levelsUp} segments, and there are ${above.length} above it.`,
          "Correct its dots: slots and groups are no segments.",
        ),
      ];
    if (shapes.has(shapeOf(url))) return [];
    return [
      problem(
        "route-file-ignored",
        `${file} stands in for ${pattern}, which has no page: it is never shown.`,
        `Make the page, or correct the dots of ${folder.name}: slots and groups are no segments.`,
      ),
    ];
  });
}
