import type { FileFacts, RevalidationCall } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import { isTestFile } from "../app/find-sides.ts";
import type { TextSource } from "../app/read-text.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";
import { suggestName } from "../check/suggest-name.ts";

/** Rule `revalidate-unknown-target`. It needs the whole app: in a piece of one, tags and pages may be elsewhere. */
export const checkRevalidations: AppRule = (app) => {
  const { files, routes = [] } = app;
  const all = [...files.values()].filter(({ path }) => !isTestFile(path));
  if (!routes.some(({ kind }) => kind === "page")) return [];
  const tags = tagsOf(app, all);
  const addresses = routes.map(({ pattern }) => ({ pattern, segments: segmentsOf(pattern) }));
  return all.flatMap((facts) =>
    facts.cacheNames.calls.flatMap((call) =>
      call.kind === "tag" ? judgeTag(facts, call, tags) : judgePath(facts, call, addresses),
    ),
  );
};

interface KnownTags {
  readonly whole: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
}

/** The tags that something in the app is cached under; undefined where any could be. */
function tagsOf(app: AppGraph, all: readonly FileFacts[]): KnownTags | undefined {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const { file, cacheNames } of all) {
    if (cacheNames.hasComputedTags) return undefined;
    for (const tag of cacheNames.tags) {
      const text = tag.kind === "import" ? textOf(app, file, tag) : tag.text;
      if (text === undefined || (tag.kind === "beginning" && text === "")) return undefined;
      (tag.kind === "beginning" ? beginnings : whole).add(text);
    }
  }
  return { whole, beginnings };
}

function textOf(
  app: AppGraph,
  file: string,
  { from, path }: TextSource & { readonly kind: "import" },
): string | undefined {
  const found = app.follow(from, file);
  const texts = found === undefined ? undefined : app.files.get(found.file)?.texts;
  return found === undefined ? undefined : texts?.get([found.exported, ...path].join("."));
}

function judgeTag(
  { file }: FileFacts,
  { target, isBeginning, range }: RevalidationCall,
  tags: KnownTags | undefined,
): AppFinding[] {
  // A path is a tag too.
  if (tags === undefined || target.startsWith("/")) return [];
  const mayBe = isBeginning
    ? [...tags.whole].some((tag) => tag.startsWith(target)) ||
      [...tags.beginnings].some((tag) => tag.startsWith(target) || target.startsWith(tag))
    : tags.whole.has(target) || [...tags.beginnings].some((tag) => target.startsWith(tag));
  if (mayBe) return [];
  const shown = isBeginning ? `${target}…` : target;
  const params = { kind: "tag", target: shown, nearest: suggestName(target, tags.whole) } as const;
  return [{ file, code: "revalidate-unknown-target", range, params }];
}

function judgePath(
  { file }: FileFacts,
  { target, isBeginning, type, range }: RevalidationCall,
  addresses: readonly RouteAddress[],
): AppFinding[] {
  if (type === "unknown" || !target.startsWith("/")) return [];
  const wanted = segmentsOf(target);
  const isPattern = wanted.some((segment) => segment.startsWith("["));
  const isThere = isBeginning
    ? addresses.some(({ segments }) => mayBegin(segments, target))
    : addresses.some(({ segments }) => {
        const shortened = type === "layout" ? segments.slice(0, wanted.length) : segments;
        return isSame(shortened, wanted) || (!isPattern && matches(shortened, wanted));
      });
  const shown = isBeginning ? `${target}…` : target;
  if (!isThere) {
    const known = addresses.map(({ pattern }) => pattern);
    const params = { kind: "path", target: shown, nearest: suggestName(target, known) } as const;
    return [{ file, code: "revalidate-unknown-target", range, params }];
  }
  if (!isPattern || isBeginning || type !== undefined) return [];
  return [{ file, code: "revalidate-unknown-target", range, params: { kind: "pattern", target } }];
}

interface RouteAddress {
  readonly pattern: string;
  readonly segments: readonly string[];
}

/** Tells whether a path that begins with `text`, and goes on with a value, may be one of `pattern`. */
function mayBegin(pattern: readonly string[], text: string): boolean {
  // The value may go on with the last segment, or end it.
  const whole = segmentsOf(text.slice(0, text.lastIndexOf("/") + 1));
  const [next] = pattern.slice(whole.length);
  const isAll = pattern.some((segment) => /^\[{1,2}\.\.\./.test(segment));
  if (isAll && matches(pattern, [...whole, "x"])) return true;
  if (!matches(pattern.slice(0, whole.length), whole)) return false;
  const begun = text.slice(text.lastIndexOf("/") + 1);
  return next === undefined
    ? begun === "" && whole.length === 0
    : next.startsWith("[") || next.startsWith(begun);
}

/** Groups and slots are no part of an address, nor is what follows the path. */
function segmentsOf(path: string): string[] {
  const [bare = ""] = path.split(/[?#]/, 1);
  return bare.split("/").filter((segment) => segment !== "" && !/^(?:\(.*\)|@.*)$/.test(segment));
}

function isSame(pattern: readonly string[], wanted: readonly string[]): boolean {
  return pattern.length === wanted.length && pattern.every((each, at) => each === wanted[at]);
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first.startsWith("[[...")) return true;
  if (first.startsWith("[...")) return path.length > 0;
  const [head, ...tail] = path;
  if (head === undefined) return false;
  return (first.startsWith("[") || first === head) && matches(rest, tail);
}
