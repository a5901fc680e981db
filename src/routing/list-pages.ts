import type { RouteFolder } from "./build-route-tree.ts";
import type { ServedFile } from "./file-conventions.ts";
import { nameOfServed } from "./name-of-served.ts";
import { folderOf, urlSegments, writePattern, type UrlSegment } from "./url-segments.ts";

/** The parameter of a file that makes several of one: which of them it is, and `.xml` behind it for a sitemap. */
export const severalParam = "__metadata_id__";

/** What the file of a handler is, where it is no `route`. */
export interface ServedRoute extends Pick<ServedFile, "kind" | "isStatic"> {
  /** It makes several files of one, each with an address below its own. */
  readonly isSeveral?: true;
}

/** A `page` or a `route` file, and where it stands. */
export interface RouteFile {
  readonly kind: "page" | "handler";
  readonly file: string;
  /** What the file is, where it is no `page` and no `route`. */
  readonly served?: ServedRoute;
  /** From `app/` to the file's own folder. */
  readonly folders: readonly RouteFolder[];
  readonly url: readonly UrlSegment[];
  /** The pattern that its URL has. */
  readonly pattern: string;
  /** The slots that it is in, from the outermost, each with the parts of the URL above it: `@team:1`; "" for none. */
  readonly slots: string;
  /** Position among the folders of the one that intercepts; -1 for none. */
  readonly intercepting: number;
}

/** Lists the pages and handlers below a folder; `several` are the files that make several of one. */
export function listPages(
  folder: RouteFolder,
  several: ReadonlySet<string>,
  above: readonly RouteFolder[] = [],
): RouteFile[] {
  const folders = [...above, folder];
  const url = urlSegments(folders);
  const kinds = folders.map(({ name }) => folderOf(name).kind);
  const place = {
    folders,
    url,
    pattern: writePattern(url),
    slots: folders
      .flatMap(({ name }, at) =>
        kinds[at] === "slot" ? [`${name}:${urlSegments(folders.slice(0, at)).length}`] : [],
      )
      .join(" "),
    intercepting: kinds.indexOf("intercepting"),
  };
  const own: RouteFile[] = [];
  if (folder.page !== undefined) own.push({ ...place, kind: "page", file: folder.page });
  if (folder.handler !== undefined) own.push({ ...place, kind: "handler", file: folder.handler });
  for (const each of folder.served) {
    const { file, kind, isStatic } = each;
    const isSeveral = !isStatic && several.has(file);
    const named = [...url, ...servedSegments(each, folders, isSeveral)];
    const pattern = writePattern(named);
    const served = { kind, isStatic, ...(isSeveral ? { isSeveral } : {}) };
    own.push({ ...place, kind: "handler", file, served, url: named, pattern });
  }
  return [...own, ...folder.folders.flatMap((child) => listPages(child, several, folders))];
}

/** The end of an address: `sitemap.xml`, or `sitemap/[id]` where it is one of several. */
function servedSegments(
  file: Pick<ServedFile, "kind" | "name">,
  folders: readonly RouteFolder[],
  isSeveral: boolean,
): UrlSegment[] {
  const name = nameOfServed(file, folders);
  return isSeveral
    ? [
        { kind: "static", text: name.replace(/\.xml$/, "") },
        { kind: "dynamic", name: severalParam },
      ]
    : [{ kind: "static", text: name }];
}
