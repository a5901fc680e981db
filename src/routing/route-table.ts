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

/** One folder on the way from `app/` to a page. */
export interface RouteSegment {
  /** Folder name as written: `posts`, `[id]`, `[...all]`, `[[...all]]`, `(group)`; "" for `app/` itself. */
  readonly name: string;
  readonly files: SegmentFiles;
}

/** Stands among the patterns of routes for URLs that match none: their page is the root's `not-found`. */
export const unmatchedOwner = "(unmatched)";

/** A page or a handler under one pattern. */
export interface Route {
  readonly kind: "page" | "handler";
  /** Without groups, e.g. `/posts/[id]`; `/` for the root. */
  readonly pattern: string;
  /** `page.tsx` or `route.ts`, relative to the app's root. */
  readonly file: string;
  /** Folders from `app/` to the route's own, in order. */
  readonly segments: readonly RouteSegment[];
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
}
