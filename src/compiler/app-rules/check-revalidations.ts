import type { FileFacts, RevalidationCall } from "../app/app-facts.ts";
import { isTestFile } from "../app/find-sides.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";
import { suggestName } from "../check/suggest-name.ts";

/** Rule `revalidate-unknown-target`. It needs the whole app: in a piece of one, tags and pages may be elsewhere. */
export const checkRevalidations: AppRule = ({ files, routes = [] }) => {
  const all = [...files.values()].filter(({ path }) => !isTestFile(path));
  if (!routes.some(({ kind }) => kind === "page")) return [];
  const tags = all.some(({ cacheNames }) => cacheNames.hasComputedTags)
    ? undefined
    : new Set(all.flatMap(({ cacheNames }) => cacheNames.tags));
  const addresses = routes.map(({ pattern }) => ({ pattern, segments: segmentsOf(pattern) }));
  return all.flatMap((facts) =>
    facts.cacheNames.calls.flatMap((call) =>
      call.kind === "tag" ? judgeTag(facts, call, tags) : judgePath(facts, call, addresses),
    ),
  );
};

function judgeTag(
  { file }: FileFacts,
  { target, isBeginning, range }: RevalidationCall,
  tags: ReadonlySet<string> | undefined,
): AppFinding[] {
  // A path is a tag too.
  if (isBeginning || tags === undefined || tags.has(target) || target.startsWith("/")) return [];
  const params = { kind: "tag", target, nearest: suggestName(target, tags) } as const;
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
