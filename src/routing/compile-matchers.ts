import { err, ok, type Result } from "../base/index.ts";
import { compilePathPattern, type PathTest } from "./compile-path-pattern.ts";

/** What of a request matchers look at. */
export interface MatchedRequest {
  /** Canonical, without `basePath`. */
  readonly path: string;
  /** Without port. */
  readonly host: string;
  readonly header: (name: string) => string | undefined;
  readonly cookie: (name: string) => string | undefined;
  readonly query: (name: string) => string | undefined;
}

/** Tells whether a request is one that `config.matcher` of `proxy.ts` names. */
export type RequestMatcher = (request: MatchedRequest) => boolean;

/**
 * Prepares `config.matcher` of `proxy.ts`: a pattern, a list of patterns and `{source, has, missing}`, or nothing for every
 * request. The error is a sentence that names the place.
 * @example compileMatchers(["/admin/:path*", { source: "/posts/:id", missing: [{ type: "cookie", key: "session" }] }])
 */
export function compileMatchers(matcher: unknown): Result<RequestMatcher, string> {
  if (matcher === undefined) return ok(() => true);
  const isList = Array.isArray(matcher);
  const given: readonly unknown[] = isList ? matcher : [matcher];
  const tests: RequestMatcher[] = [];
  for (const [index, each] of given.entries()) {
    const test = compileMatcher(each, isList ? `config.matcher[${index}]` : "config.matcher");
    if (!test.ok) return test;
    tests.push(test.value);
  }
  return ok((request) => tests.some((test) => test(request)));
}

const matcherKeys: ReadonlySet<string> = new Set(["source", "has", "missing", "locale"]);

function compileMatcher(matcher: unknown, place: string): Result<RequestMatcher, string> {
  if (typeof matcher === "string") {
    const test = compileSource(matcher, place);
    return test.ok ? ok(({ path }) => test.value(path)) : test;
  }
  if (!isRecord(matcher))
    return err(
      `${place} is ${describe(matcher)}; a pattern such as "/admin/:path*" or an object with a source is needed.`,
    );
  const unknownKey = Object.keys(matcher).find((key) => !matcherKeys.has(key));
  if (unknownKey !== undefined)
    return err(`${place} has the key ${unknownKey}, which is none of source, has and missing.`);
  const { source } = matcher;
  if (typeof source !== "string")
    return err(`${place}.source is ${describe(source)}; a pattern is needed.`);
  const path = compileSource(source, `${place}.source`);
  if (!path.ok) return path;
  const has = compileConditions(matcher["has"], `${place}.has`);
  if (!has.ok) return has;
  const missing = compileConditions(matcher["missing"], `${place}.missing`);
  if (!missing.ok) return missing;
  return ok(
    (request) =>
      path.value(request.path) &&
      has.value.every((holds) => holds(request) !== undefined) &&
      !missing.value.some((holds) => holds(request) !== undefined),
  );
}

function compileSource(source: string, place: string): Result<PathTest, string> {
  const test = compilePathPattern(source);
  return test.ok ? test : err(`${place} ${JSON.stringify(source)} is no pattern: ${test.error}.`);
}

/** A condition on a request: undefined where it does not hold, else what its named groups matched. */
export type RequestCondition = (
  request: MatchedRequest,
) => Readonly<Record<string, string>> | undefined;

/** Prepares the list of `has` or `missing`. The error is a sentence that names the place. */
export function compileConditions(
  given: unknown,
  place: string,
): Result<readonly RequestCondition[], string> {
  if (given === undefined) return ok([]);
  if (!Array.isArray(given)) return err(`${place} is ${describe(given)}; a list is needed.`);
  const conditions: RequestCondition[] = [];
  for (const [index, each] of given.entries()) {
    const condition = compileCondition(each, `${place}[${index}]`);
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  return ok(conditions);
}

const readers: Readonly<
  Record<string, (request: MatchedRequest, key: string) => string | undefined>
> = {
  header: (request, key) => request.header(key.toLowerCase()),
  cookie: (request, key) => request.cookie(key),
  query: (request, key) => request.query(key),
  host: (request) => request.host,
};

function compileCondition(given: unknown, place: string): Result<RequestCondition, string> {
  if (!isRecord(given))
    return err(`${place} is ${describe(given)}; an object with a type is needed.`);
  const { type, key, value } = given;
  const read = typeof type === "string" && Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined)
    return err(
      `${place}.type is ${describe(type)}; "header", "cookie", "query" or "host" is needed.`,
    );
  if (type === "host" ? value === undefined : typeof key !== "string" || key === "")
    return err(`${place} has no ${type === "host" ? "value" : "key"}.`);
  const name = typeof key === "string" ? key : "";
  if (value === undefined)
    return ok((request) => ((read(request, name) ?? "") === "" ? undefined : {}));
  if (typeof value !== "string")
    return err(`${place}.value is ${describe(value)}; a text is needed.`);
  try {
    const pattern = new RegExp(`^(?:${value})$`);
    return ok((request) => {
      const found = read(request, name);
      const matched = found === undefined ? null : pattern.exec(found);
      return matched === null ? undefined : { ...matched.groups };
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return err(
      `${place}.value ${JSON.stringify(value)} is no regular expression: ${error.message}.`,
    );
  }
}

/** Tells whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names a value that was given, for a sentence. */
export function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : value === null ? "null" : typeof value;
}
