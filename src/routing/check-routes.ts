import type { RouteFile } from "./list-pages.ts";
import type { RouteProblem } from "./route-problem.ts";
import { shapeOf, writePattern, type UrlSegment } from "./url-segments.ts";

/** Finds the pages and handlers that cannot stand beside each other, or by themselves. */
export function checkRoutes(files: readonly RouteFile[]): RouteProblem[] {
  const reached = files.filter(({ intercepting }) => intercepting === -1);
  return [
    ...files.flatMap(checkAlone),
    ...sameUrl(reached),
    ...differentNames(reached),
    ...catchAllClashes(reached),
  ];
}

function checkAlone(route: RouteFile): RouteProblem[] {
  const { url } = route;
  const problem = (code: RouteProblem["code"], message: string, hint: string): RouteProblem => ({
    code,
    message,
    hint,
    files: [route.file],
  });
  const problems: RouteProblem[] = [];
  const names = url.flatMap((segment) => (segment.kind === "static" ? [] : [segment.name]));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    problems.push(
      problem(
        "route-malformed",
        `${route.pattern} has two parameters named ${repeated}.`,
        "Rename one of the folders.",
      ),
    );
  if (url.slice(0, -1).some(isCatchAll))
    problems.push(
      problem(
        "route-malformed",
        `In ${route.pattern} a catch-all parameter is not last, and nothing can follow it.`,
        "Move what is below its folder.",
      ),
    );
  const isShownBeside = route.slots !== "" || route.intercepting !== -1;
  if (route.kind === "handler" && route.served === undefined && isShownBeside)
    problems.push(
      problem(
        "route-malformed",
        `The handler ${route.file} is in a slot or in an intercepting folder: only pages are shown there.`,
        "Move it out of that folder.",
      ),
    );
  if (route.kind === "page" && route.folders.every(({ files }) => files.layout === undefined))
    problems.push(
      problem(
        "route-incomplete",
        `No layout is above ${route.file}, so that it has no document to stand in.`,
        "Make a layout.tsx in the app folder that renders <html> and <body> around its children.",
      ),
    );
  return problems;
}

function isCatchAll(segment: UrlSegment | undefined): boolean {
  return segment?.kind === "catch-all" || segment?.kind === "optional-catch-all";
}

function conflict(message: string, hint: string, files: readonly string[]): RouteProblem {
  return { code: "route-conflict", message, hint, files };
}

function sameUrl(files: readonly RouteFile[]): RouteProblem[] {
  const byShape = new Map<string, RouteFile[]>();
  return files.flatMap((route) => {
    const shape = shapeOf(route.url);
    const before = byShape.get(shape) ?? [];
    const other = before.find((known) => mayClash(known, route));
    byShape.set(shape, [...before, route]);
    // Names that differ are the next check's.
    if (other === undefined || other.pattern !== route.pattern) return [];
    const what =
      route.kind === other.kind
        ? `are both the ${route.kind} of ${route.pattern}`
        : `both answer ${route.pattern}: a page and a handler cannot share a URL`;
    return [
      conflict(`${other.file} and ${route.file} ${what}.`, "Move or delete one of them.", [
        other.file,
        route.file,
      ]),
    ];
  });
}

/** Each slot may have a page of its own; a handler answers by itself. */
function mayClash(known: RouteFile, route: RouteFile): boolean {
  return known.slots === route.slots || known.kind === "handler" || route.kind === "handler";
}

function differentNames(files: readonly RouteFile[]): RouteProblem[] {
  const first = new Map<string, { name: string; file: string }>();
  const reported = new Set<string>();
  return files.flatMap(({ file, url }) =>
    url.flatMap((segment, index) => {
      if (segment.kind === "static") return [];
      const level = shapeOf(url.slice(0, index + 1));
      const other = first.get(level);
      if (other === undefined) first.set(level, { name: segment.name, file });
      if (other === undefined || other.name === segment.name || reported.has(level)) return [];
      reported.add(level);
      const above = writePattern(url.slice(0, index));
      return [
        conflict(
          `Below ${above} one parameter has two names, ${other.name} in ${other.file} and ${segment.name} in ${file}.`,
          "Give both folders the same name.",
          [other.file, file],
        ),
      ];
    }),
  );
}

function catchAllClashes(files: readonly RouteFile[]): RouteProblem[] {
  const placeOf = (url: readonly UrlSegment[], slots: string): string => `${slots} ${shapeOf(url)}`;
  const byPlace = new Map(files.map((file) => [placeOf(file.url, file.slots), file]));
  return files.flatMap((route) => {
    const last = route.url.at(-1);
    if (last?.kind !== "optional-catch-all") return [];
    const above = route.url.slice(0, -1);
    const index = byPlace.get(placeOf(above, route.slots));
    const required = byPlace.get(placeOf([...above, { kind: "catch-all", name: "" }], route.slots));
    return [index, required].flatMap((other) =>
      other === undefined
        ? []
        : [
            conflict(
              `${other.pattern} and ${route.pattern} match the same paths: an optional catch-all has no page or catch-all beside it.`,
              `Delete ${other.file}, or write [...${last.name}].`,
              [other.file, route.file],
            ),
          ],
    );
  });
}
