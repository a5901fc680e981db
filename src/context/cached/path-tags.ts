/** What the tags of a route are made from. */
export interface RoutePlace {
  /** Canonical paths under which it is shown: the visitor's, and where `proxy.ts` rewrote it, the page's own. */
  readonly paths: readonly string[];
  /** e.g. `/posts/[id]`. */
  readonly pattern: string;
  /** Names of its folders from the root down, e.g. `["", "(main)", "posts", "[id]"]`. */
  readonly folders: readonly string[];
}

/**
 * Lists the tags that everything read for a route is held to, so that `revalidatePath` reaches it. They have a space,
 * as no tag of the app has.
 * @example path /posts/5 · page /posts/[id] · layout / · layout /posts · layout /posts/[id]
 */
export function routeTags({ paths, pattern, folders }: RoutePlace): string[] {
  const tags = new Set(paths.map((path) => `path ${path}`));
  tags.add(`page ${encodePath(pattern)}`);
  let withGroups = "";
  let without = "";
  for (const folder of folders) {
    if (folder !== "") withGroups += `/${folder}`;
    if (folder !== "" && !/^(?:\(.*\)|@.*)$/.test(folder)) without += `/${folder}`;
    tags.add(`layout ${encodePath(withGroups || "/")}`);
    tags.add(`layout ${encodePath(without || "/")}`);
  }
  tags.add(`page ${encodePath(withGroups || "/")}`);
  return [...tags];
}

/** What of a `Revalidation` says which tag it moves. */
export interface RevalidationTarget {
  readonly kind: "path" | "tag" | "refresh" | "cookie";
  readonly target: string;
  readonly type?: "page" | "layout";
}

/** The tag that a revalidation of the app moves; undefined where it moves none. */
export function revalidatedTag({ kind, target, type }: RevalidationTarget): string | undefined {
  switch (kind) {
    case "tag":
      return target;
    case "path":
      return `${type ?? "path"} ${target}`;
    case "refresh":
    case "cookie":
      return undefined;
  }
}

/** One spelling for files and for what `revalidatePath` was given. */
function encodePath(path: string): string {
  return new URL(`http://localhost${path}`).pathname;
}
