import { pathToRegexp, type Key } from "path-to-regexp";
import { err, ok, type Result } from "../base/index.ts";
import { compileDestination, fillParams, type RuleParams } from "./compile-destination.ts";
import {
  compileConditions,
  describe,
  isRecord,
  type MatchedRequest,
  type RequestCondition,
} from "./compile-matchers.ts";
import { compilePathPattern } from "./compile-path-pattern.ts";

/** What the configuration's `redirects`, `rewrites` and `headers` give, called. */
export interface RawUrlRules {
  readonly redirects: unknown;
  readonly rewrites: unknown;
  readonly headers: unknown;
}

/** Where a request is sent by a rule. */
export interface RuleTarget {
  /** A canonical path with its search, or an absolute http(s) URL. */
  readonly location: string;
}

/** Asks a list of rules about a request; the first that fits counts. `search` is the request's own, with its `?`. */
export type RuleList<T> = (request: MatchedRequest, search: string) => T | undefined;

/** The rules of the configuration, prepared. */
export interface UrlRules {
  readonly redirect: RuleList<RuleTarget & { readonly status: number }>;
  /** Before files and pages, before pages with parameters, and where nothing else answers. */
  readonly rewrite: Readonly<Record<RewritePhase, RuleList<RuleTarget>>>;
  /** All headers that fit, later rules last. */
  readonly headers: (request: MatchedRequest) => readonly (readonly [string, string])[];
}

/** When rewrites are tried. */
export type RewritePhase = "beforeFiles" | "afterFiles" | "fallback";

/** Prepares the rules of a configuration. The error is a sentence that names the place. */
export function compileUrlRules(raw: RawUrlRules): Result<UrlRules, string> {
  const redirects = compileList(raw.redirects, "redirects()", compileRedirect);
  if (!redirects.ok) return redirects;
  const phases = readPhases(raw.rewrites);
  if (!phases.ok) return phases;
  const rewrite: Partial<Record<RewritePhase, RuleList<RuleTarget>>> = {};
  for (const [phase, rules] of Object.entries(phases.value)) {
    const place = Array.isArray(raw.rewrites) ? "rewrites()" : `rewrites().${phase}`;
    const compiled = compileList(rules, place, compileRewrite);
    if (!compiled.ok) return compiled;
    rewrite[phase as RewritePhase] = firstOf(compiled.value); // the keys are those of `readPhases`
  }
  const headers = compileList(raw.headers, "headers()", compileHeaders);
  if (!headers.ok) return headers;
  const none: RuleList<RuleTarget> = () => undefined;
  return ok({
    redirect: firstOf(redirects.value),
    rewrite: { beforeFiles: none, afterFiles: none, fallback: none, ...rewrite },
    headers: (request) => headers.value.flatMap((rule) => rule(request, "") ?? []),
  });
}

function firstOf<T>(rules: readonly RuleList<T>[]): RuleList<T> {
  return (request, search) => {
    for (const rule of rules) {
      const target = rule(request, search);
      if (target !== undefined) return target;
    }
    return undefined;
  };
}

function readPhases(rewrites: unknown): Result<Partial<Record<RewritePhase, unknown>>, string> {
  if (rewrites === undefined) return ok({});
  if (Array.isArray(rewrites)) return ok({ afterFiles: rewrites });
  if (!isRecord(rewrites))
    return err(`rewrites() gives ${describe(rewrites)}; a list, or an object of lists, is needed.`);
  const known: readonly string[] = ["beforeFiles", "afterFiles", "fallback"];
  const unknownKey = Object.keys(rewrites).find((key) => !known.includes(key));
  return unknownKey === undefined
    ? ok(rewrites)
    : err(`rewrites() has the key ${unknownKey}, which is none of ${known.join(", ")}.`);
}

type CompileRule<T> = (
  rule: Readonly<Record<string, unknown>>,
  place: string,
) => Result<RuleList<T>, string>;

function compileList<T>(
  given: unknown,
  place: string,
  compileRule: CompileRule<T>,
): Result<readonly RuleList<T>[], string> {
  if (given === undefined) return ok([]);
  if (!Array.isArray(given)) return err(`${place} gives ${describe(given)}; a list is needed.`);
  const rules: RuleList<T>[] = [];
  for (const [index, each] of given.entries()) {
    const at = `${place}[${index}]`;
    if (!isRecord(each)) return err(`${at} is ${describe(each)}; an object is needed.`);
    const rule = compileRule(each, at);
    if (!rule.ok) return rule;
    rules.push(rule.value);
  }
  return ok(rules);
}

/** Compiles what every rule has: `source`, `has` and `missing`. Parameters keep the spelling that they have in the path. */
function compileFit(
  rule: Readonly<Record<string, unknown>>,
  place: string,
): Result<(request: MatchedRequest) => RuleParams | undefined, string> {
  const { source } = rule;
  if (rule["basePath"] === false)
    return err(`${place}.basePath is false: rules outside of basePath are not supported.`);
  if (typeof source !== "string")
    return err(`${place}.source is ${describe(source)}; a pattern such as "/old/:id" is needed.`);
  const test = compilePathPattern(source);
  if (!test.ok)
    return err(`${place}.source ${JSON.stringify(source)} is no pattern: ${test.error}.`);
  const keys: Key[] = [];
  const pattern = pathToRegexp(source, keys, { sensitive: true });
  const has = compileConditions(rule["has"], `${place}.has`);
  if (!has.ok) return has;
  const missing = compileConditions(rule["missing"], `${place}.missing`);
  if (!missing.ok) return missing;
  return ok((request) => {
    const found = pattern.exec(request.path);
    if (found === null) return undefined;
    const groups = allGroups(has.value, request);
    if (groups === undefined || missing.value.some((holds) => holds(request) !== undefined))
      return undefined;
    const named = keys.map(({ name }, index) => [String(name), found[index + 1] ?? ""] as const);
    return { ...groups, ...Object.fromEntries(named) };
  });
}

function allGroups(
  conditions: readonly RequestCondition[],
  request: MatchedRequest,
): RuleParams | undefined {
  let groups: RuleParams = {};
  for (const condition of conditions) {
    const matched = condition(request);
    if (matched === undefined) return undefined;
    groups = { ...groups, ...encodeAll(matched) };
  }
  return groups;
}

/** What headers, cookies and the query hold is text; it becomes part of an address. */
function encodeAll(groups: RuleParams): RuleParams {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, encodeURIComponent(value)]),
  );
}

const compileRedirect: CompileRule<RuleTarget & { readonly status: number }> = (rule, place) => {
  const { permanent, statusCode } = rule;
  const status = typeof permanent === "boolean" ? (permanent ? 308 : 307) : statusCode;
  if (typeof status !== "number" || ![301, 302, 303, 307, 308].includes(status))
    return err(`${place} has neither permanent: true or false, nor a statusCode of a redirect.`);
  const fit = compileFit(rule, place);
  if (!fit.ok) return fit;
  const target = compileDestination(rule, place, { mayLeave: true, handsOn: false });
  if (!target.ok) return target;
  return ok((request, search) => {
    const params = fit.value(request);
    const location = params === undefined ? undefined : target.value(params, search);
    // Sent to itself the browser would go round for ever.
    return location === undefined || location === request.path + search
      ? undefined
      : { location, status };
  });
};

const compileRewrite: CompileRule<RuleTarget> = (rule, place) => {
  const fit = compileFit(rule, place);
  if (!fit.ok) return fit;
  const target = compileDestination(rule, place, { mayLeave: false, handsOn: true });
  if (!target.ok) return target;
  return ok((request, search) => {
    const params = fit.value(request);
    const location = params === undefined ? undefined : target.value(params, search);
    return location === undefined ? undefined : { location };
  });
};

const compileHeaders: CompileRule<readonly (readonly [string, string])[]> = (rule, place) => {
  const { headers } = rule;
  if (!Array.isArray(headers))
    return err(`${place}.headers is ${describe(headers)}; a list is needed.`);
  const fit = compileFit(rule, place);
  if (!fit.ok) return fit;
  const pairs: (readonly [string, string])[] = [];
  for (const [index, each] of headers.entries()) {
    const { key, value } = isRecord(each) ? each : {};
    if (typeof key !== "string" || !/^[!#$%&'*+.^_`|~\w-]+$/.test(key))
      return err(
        `${place}.headers[${index}].key is ${describe(key)}; the name of a header is needed.`,
      );
    if (typeof value !== "string" || /[^\t\x20-\x7e\x80-\xff]/.test(value))
      return err(`${place}.headers[${index}].value is no text that a header can carry.`);
    pairs.push([key.toLowerCase(), value]);
  }
  return ok((request) => {
    const params = fit.value(request);
    return params === undefined
      ? undefined
      : pairs.map(([name, value]) => [name, fillParams(value, params)] as const);
  });
};
