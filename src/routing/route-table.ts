import type { ServedKind } from "../metadata/index.ts";
import type { ServedRoute } from "./list-pages.ts";
import type { RouteSettings } from "./with-settings.ts";

/** The files of one folder of `app/`, by convention; values are paths relative to the app's root, with `/`. */
export interface SegmentFiles {
  readonly layout?: string;
  readonly template?: string;
  readonly loading?: string;
  readonly error?: string;
  readonly notFound?: string;
  readonly unauthorized?: string;
  readonly forbidden?: string;
}

/** A picture, or the manifest of the app. */
export interface ShownFile {
  readonly kind: ServedKind;
  /** Relative to the app's root. */
  readonly file: string;
  readonly name: string;
}

/** One folder on the way from `app/` to a page. */
export interface RouteSegment {
  /** Folder name as written: `posts`, `[id]`, `[...all]`, `[[...all]]`, `(group)`, `@slot`, `(.)posts`; "" for `app/` itself. */
  readonly name: string;
  readonly files: SegmentFiles;
  /** Its files that pages name in their head, and the last parts of their addresses. */
  readonly shown?: readonly ShownFile[];
  /** What this route shows in the slots of its layout, by their names without `@`. */
  readonly slots?: Readonly<Record<string, RouteBranch>>;
}

/**
 * What a branch ends in: a page; the `default` of a slot that has nothing for the URL; or nothing, where that is missing
 * too, and the file is "".
 */
export type BranchEnd = "page" | "default" | "missing";

/** A chain of folders and what is shown below the last of them. */
export interface RouteBranch {
  /** In order; the first one is the slot's own folder. */
  readonly segments: readonly RouteSegment[];
  readonly end: BranchEnd;
  /** `page.tsx` or `default.tsx`, relative to the app's root. */
  readonly file: string;
}

/** What a soft navigation to a route shows in its place, when it starts on a page below the folder that intercepts it. */
export interface Interception {
  /** Folders from `app/` to the one that holds the intercepting folder: the browser must show them. */
  readonly holder: readonly RouteSegment[];
  /** From the intercepting folder on. */
  readonly branch: RouteBranch;
  /** How many parts of the URL the folders of the target stand for that are not in the branch. */
  readonly partsAbove: number;
}

/** Stands among the patterns of routes for URLs that match none: their page is the root's `not-found`. */
export const unmatchedOwner = "(unmatched)";

/** A page or a handler under one pattern. */
export interface Route {
  readonly kind: "page" | "handler";
  /** Without groups and slots, e.g. `/posts/[id]`; `/` for the root. */
  readonly pattern: string;
  /** `page.tsx` or `route.ts`, relative to the app's root; of a route that only slots have, the page of the first one. */
  readonly file: string;
  /** Of a handler: what its file is, where it is no `route`. */
  readonly served?: ServedRoute;
  /** Folders from `app/` on, in order, as far as the route goes outside of slots. */
  readonly segments: readonly RouteSegment[];
  /** What is below the last of them; a page, which is `file`, where it is absent. */
  readonly below?: Pick<RouteBranch, "end" | "file">;
  /** The innermost first. */
  readonly interceptions?: readonly Interception[];
  /** What its layouts and its page say of it; absent where they say nothing. */
  readonly settings?: RouteSettings;
}

/** All routes of an app, most specific first, and the files that stand for the whole. */
export interface RouteTable {
  readonly routes: readonly Route[];
  /** `app/global-error`, if there is one. */
  readonly globalError?: string;
  /** Segment of `app/` itself: its layout and `not-found` serve URLs that match nothing. */
  readonly root: RouteSegment;
}

/** Parameters of a match, decoded: `{id: "5"}`, `{all: ["a", "b"]}`. */
export type RouteParams = Readonly<Record<string, string | readonly string[]>>;

/** A route together with the parameters that a path gave it. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: RouteParams;
  /** The canonical path; "" for a URL that matches nothing. */
  readonly path: string;
  /** The one of the route's interceptions that takes its place. */
  readonly interception?: Interception;
}

/** The branch that a route is, from `app/` on. */
export function branchOf({ segments, file, below }: Route): RouteBranch {
  return { segments, end: "page", file, ...below };
}

/** Lists the modules that a route may be rendered from, each once; those of its interceptions too. A file that is sent as it is, is none. */
export function filesOfRoute(route: Route): string[] {
  if (route.kind === "handler") return route.served?.isStatic === true ? [] : [route.file];
  const intercepting = (route.interceptions ?? []).flatMap(({ holder, branch }) => [
    ...holder.flatMap(filesOfSegment),
    ...filesOfBranch(branch),
  ]);
  return [...new Set([route.file, ...filesOfBranch(branchOf(route)), ...intercepting])];
}

function filesOfBranch({ segments, file }: RouteBranch): string[] {
  return [...segments.flatMap(filesOfSegment), ...(file === "" ? [] : [file])];
}

/** Lists the files of one folder and of what it shows in its slots. */
export function filesOfSegment({ files, slots = {} }: RouteSegment): string[] {
  const own = Object.values(files).filter((file) => typeof file === "string");
  return [...own, ...Object.values(slots).flatMap(filesOfBranch)];
}
