import { compile, type PathFunction } from "path-to-regexp";
import { err, ok, type Result } from "../base/index.ts";
import { canonicalPath } from "./canonical-path.ts";
import { describe } from "./compile-matchers.ts";

/** What a rule matched, as it is spelled in addresses. */
export type RuleParams = Readonly<Record<string, string>>;

/** What a destination may be. */
export interface DestinationOptions {
  /** Another origin may be named. */
  readonly mayLeave: boolean;
  /** Parameters that the destination does not use become part of its search. */
  readonly handsOn: boolean;
}

/** Writes where a request is sent, with the search that it came with; undefined where its parameters make no path. */
export type WriteDestination = (params: RuleParams, search: string) => string | undefined;

/** Prepares the destination of a rule. The error is a sentence that names the place. */
export function compileDestination(
  rule: Readonly<Record<string, unknown>>,
  place: string,
  options: DestinationOptions,
): Result<WriteDestination, string> {
  const parts = readDestination(rule["destination"], place, options.mayLeave);
  if (!parts.ok) return parts;
  const { path, query } = parts.value;
  const names = [...(path + query).matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  const unknownName = names.find((name) => !hasParameter(rule, name));
  if (unknownName !== undefined)
    return err(
      `${place}.destination uses :${unknownName}, which neither its source nor a named group of its conditions has.`,
    );
  try {
    const write = compile<RuleParams>(path, { validate: false });
    return ok(writeInto(parts.value, write, options.handsOn && names.length === 0));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return err(`${place}.destination ${JSON.stringify(path)} is no pattern: ${error.message}.`);
  }
}

interface DestinationParts {
  /** "" for a path of the app. */
  readonly origin: string;
  readonly path: string;
  /** With its `?`, or "". */
  readonly query: string;
  readonly hash: string;
}

function readDestination(
  destination: unknown,
  place: string,
  mayLeave: boolean,
): Result<DestinationParts, string> {
  if (typeof destination !== "string")
    return err(`${place}.destination is ${describe(destination)}; a path or an address is needed.`);
  const [, origin = "", rest = ""] = /^(https?:\/\/[^/?#]+)?(.*)$/s.exec(destination) ?? [];
  if (origin !== "" && !mayLeave)
    return err(
      `${place}.destination leads to ${origin}: only paths of the app are shown under another address. Redirect there, or fetch it in a route handler.`,
    );
  if (!/^\/(?![/\\])/.test(rest) && !(origin !== "" && rest === ""))
    return err(
      `${place}.destination ${JSON.stringify(destination)} is no path and no http(s) address.`,
    );
  const [, path = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest) ?? [];
  return ok({ origin, path: path === "" ? "/" : path, query, hash });
}

function hasParameter({ source, has }: Readonly<Record<string, unknown>>, name: string): boolean {
  const inSource = /^\d+$/.test(name) || new RegExp(`:${name}(?!\\w)`).test(String(source));
  return inSource || (JSON.stringify(has) ?? "").includes(`(?<${name}>`);
}

function writeInto(
  { origin, query, hash }: DestinationParts,
  write: PathFunction<RuleParams>,
  handsOn: boolean,
): WriteDestination {
  return (params, search) => {
    const written = canonicalPath(writePath(write, params));
    if (!written.ok) return undefined;
    const own = new URLSearchParams(fillParams(query, params));
    if (handsOn)
      for (const [name, value] of Object.entries(params)) own.set(name, decodeURIComponent(value));
    for (const [name, value] of new URLSearchParams(search))
      if (!own.has(name)) own.append(name, value);
    const all = own.toString();
    return `${origin}${written.value}${all === "" ? "" : `?${all}`}${hash}`;
  };
}

/** `path-to-regexp` wants the parts of a repeated parameter as a list, and any other value as one text. */
function writePath(write: PathFunction<RuleParams>, params: RuleParams): string {
  const given = Object.entries(params).filter(([, value]) => value !== "");
  try {
    const parts = given.map(([name, value]) => [
      name,
      value.includes("/") ? value.split("/") : value,
    ]);
    return write(Object.fromEntries(parts));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return write(Object.fromEntries(given));
  }
}

/** Puts parameters into a text, e.g. `p-:id`. */
export function fillParams(text: string, params: RuleParams): string {
  return text.replaceAll(/:(\w+)[*+?]?/g, (whole, name: string) => params[name] ?? whole);
}
