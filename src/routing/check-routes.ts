import type { RouteProblem } from "./route-problem.ts";
import type { Route } from "./route-table.ts";
import { urlSegments, writePattern, type UrlSegment } from "./url-segments.ts";

/** A route with the parts of its URL. */
interface Candidate {
  readonly route: Route;
  readonly url: readonly UrlSegment[];
}

/** Finds the routes that cannot stand beside each other, or by themselves. */
export function checkRoutes(routes: readonly Route[]): RouteProblem[] {
  const candidates = routes.map((route) => ({ route, url: urlSegments(route.segments) }));
  return [
    ...candidates.flatMap(checkAlone),
    ...sameUrl(candidates),
    ...differentNames(candidates),
    ...catchAllClashes(candidates),
  ];
}

function checkAlone({ route, url }: Candidate): RouteProblem[] {
  const problem = (kind: RouteProblem["kind"], message: string): RouteProblem => ({
    kind,
    severity: "error",
    message,
    files: [route.file],
  });
  const problems: RouteProblem[] = [];
  const names = url.flatMap((segment) => (segment.kind === "static" ? [] : [segment.name]));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    problems.push(
      problem(
        "malformed",
        `${route.pattern} has two parameters named ${repeated}. Rename one of the folders.`,
      ),
    );
  if (url.slice(0, -1).some(isCatchAll))
    problems.push(
      problem(
        "malformed",
        `In ${route.pattern} a catch-all parameter is not last. Nothing can follow it: move what is below it.`,
      ),
    );
  if (route.kind === "page" && route.segments.every(({ files }) => files.layout === undefined))
    problems.push(
      problem(
        "missing",
        `No layout is above ${route.file}. Make a layout.tsx in the app folder that renders <html> and <body> around its children.`,
      ),
    );
  return problems;
}

function isCatchAll(segment: UrlSegment | undefined): boolean {
  return segment?.kind === "catch-all" || segment?.kind === "optional-catch-all";
}

/** What a URL looks like with the parameters' names left out: equal shapes match the same paths. */
function shapeOf(url: readonly UrlSegment[]): string {
  return writePattern(
    url.map((segment) => (segment.kind === "static" ? segment : { ...segment, name: "" })),
  );
}

function conflict(message: string, ...files: string[]): RouteProblem {
  return { kind: "conflict", severity: "error", message, files };
}

function sameUrl(candidates: readonly Candidate[]): RouteProblem[] {
  const first = new Map<string, Candidate>();
  return candidates.flatMap((candidate) => {
    const shape = shapeOf(candidate.url);
    const other = first.get(shape);
    if (other === undefined) first.set(shape, candidate);
    // Names that differ are the next check's.
    if (other === undefined || other.route.pattern !== candidate.route.pattern) return [];
    const { route } = candidate;
    const what =
      route.kind === other.route.kind
        ? `are both the ${route.kind} of ${route.pattern}`
        : `both answer ${route.pattern}: a page and a handler cannot share a URL`;
    return [
      conflict(
        `${other.route.file} and ${route.file} ${what}. Move or delete one of them.`,
        other.route.file,
        route.file,
      ),
    ];
  });
}

function differentNames(candidates: readonly Candidate[]): RouteProblem[] {
  const first = new Map<string, { name: string; file: string }>();
  const reported = new Set<string>();
  return candidates.flatMap(({ route, url }) =>
    url.flatMap((segment, index) => {
      if (segment.kind === "static") return [];
      const level = shapeOf(url.slice(0, index + 1));
      const other = first.get(level);
      if (other === undefined) first.set(level, { name: segment.name, file: route.file });
      if (other === undefined || other.name === segment.name || reported.has(level)) return [];
      reported.add(level);
      const above = writePattern(url.slice(0, index));
      return [
        conflict(
          `Below ${above} one parameter has two names, ${other.name} in ${other.file} and ${segment.name} in ${route.file}. Give both folders the same name.`,
          other.file,
          route.file,
        ),
      ];
    }),
  );
}

function catchAllClashes(candidates: readonly Candidate[]): RouteProblem[] {
  const byShape = new Map(candidates.map((candidate) => [shapeOf(candidate.url), candidate]));
  return candidates.flatMap(({ route, url }) => {
    const last = url.at(-1);
    if (last?.kind !== "optional-catch-all") return [];
    const above = url.slice(0, -1);
    const index = byShape.get(shapeOf(above));
    const required = byShape.get(shapeOf([...above, { kind: "catch-all", name: "" }]));
    return [index, required].flatMap((other) =>
      other === undefined
        ? []
        : [
            conflict(
              `${other.route.pattern} and ${route.pattern} match the same paths: an optional catch-all has no page or catch-all beside it. Delete ${other.route.file}, or write [...${last.name}].`,
              other.route.file,
              route.file,
            ),
          ],
    );
  });
}
