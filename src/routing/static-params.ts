import { err, ok, type Result } from "../base/index.ts";
import { encodeSegment } from "./canonical-path.ts";
import type { RouteParams } from "./route-table.ts";
import { readPattern, type UrlSegment } from "./url-segments.ts";

/**
 * Reads what `generateStaticParams` gave for a route; the error is a sentence. Names that the pattern has not are left out.
 * @param given e.g. `[{ id: "5" }, { id: "6" }]`
 * @param above the parameters that it was called with, which each of its own is added to
 */
export function readStaticParams(
  pattern: string,
  given: unknown,
  above: RouteParams,
): Result<RouteParams[], string> {
  if (!Array.isArray(given)) return err(`gave ${nameOf(given)}; a list of parameters is needed`);
  const named = readPattern(pattern).filter(isNamed);
  const combinations: RouteParams[] = [];
  for (const [index, each] of given.entries()) {
    if (typeof each !== "object" || each === null || Array.isArray(each))
      return err(
        `gave ${nameOf(each)} at [${index}]; an object such as { ${exampleOf(named)} } is needed`,
      );
    const params: Record<string, string | readonly string[]> = { ...above };
    for (const segment of named) {
      const value: unknown = Reflect.get(each, segment.name);
      if (value === undefined) continue;
      const read = readParam(segment, value);
      if (!read.ok)
        return err(`gave ${nameOf(value)} as \`${segment.name}\` at [${index}]; ${read.error}`);
      params[segment.name] = read.value;
    }
    combinations.push(params);
  }
  return ok(combinations);
}

/** The path of a route for its parameters; undefined where one is missing. */
export function pathOfParams(pattern: string, params: RouteParams): string | undefined {
  const parts: string[] = [];
  for (const segment of readPattern(pattern)) {
    if (segment.kind === "static") parts.push(segment.text);
    else {
      const value =
        params[segment.name] ?? (segment.kind === "optional-catch-all" ? [] : undefined);
      if (value === undefined) return undefined;
      parts.push(...(typeof value === "string" ? [value] : value));
    }
  }
  return `/${parts.map(encodeSegment).join("/")}`;
}

/** Names of the parameters that a path of the route cannot do without, and that are not among `params`. */
export function missingParams(pattern: string, params: RouteParams): string[] {
  return readPattern(pattern)
    .filter(isNamed)
    .filter(({ kind, name }) => kind !== "optional-catch-all" && params[name] === undefined)
    .map(({ name }) => name);
}

/** Makes what tells whether parameters are among those that are listed; a combination may leave some of them open. */
export function listedParams(listed: readonly RouteParams[]): (params: RouteParams) => boolean {
  const byNames = new Map<
    string,
    { readonly names: readonly string[]; readonly values: Set<string> }
  >();
  for (const params of listed) {
    const names = Object.keys(params).toSorted();
    const known = byNames.get(names.join("/")) ?? { names, values: new Set() };
    byNames.set(names.join("/"), known);
    known.values.add(valuesOf(params, names));
  }
  return (params) =>
    [...byNames.values()].some(({ names, values }) => values.has(valuesOf(params, names)));
}

function valuesOf(params: RouteParams, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => params[name] ?? []));
}

type NamedSegment = Exclude<UrlSegment, { kind: "static" }>;

function isNamed(segment: UrlSegment): segment is NamedSegment {
  return segment.kind !== "static";
}

function readParam(
  { kind }: NamedSegment,
  value: unknown,
): Result<string | readonly string[], string> {
  const isText = (part: unknown): part is string => typeof part === "string" && part !== "";
  if (kind === "dynamic")
    return isText(value) ? ok(value) : err("a text that is not empty is needed");
  const isList = Array.isArray(value) && value.every(isText);
  if (isList && (value.length > 0 || kind === "optional-catch-all")) return ok(value);
  return err("a list of texts is needed, one for each part of the address");
}

function exampleOf(named: readonly NamedSegment[]): string {
  return named
    .map(({ kind, name }) => `${name}: ${kind === "dynamic" ? '"…"' : '["…"]'}`)
    .join(", ");
}

function nameOf(value: unknown): string {
  if (value === undefined || value === null || typeof value === "number") return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
