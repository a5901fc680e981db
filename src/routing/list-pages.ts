import type { RouteFolder } from "./build-route-tree.ts";
import type { ServedFile } from "./file-conventions.ts";
import { nameOfServed } from "./name-of-served.ts";
import { folderOf, urlSegments, writePattern, type UrlSegment } from "./url-segments.ts";

/** A `page` or a `route` file, and where it stands. */
export interface RouteFile {
  readonly kind: "page" | "handler";
  readonly file: string;
  /** What the file is, where it is no `page` and no `route`. */
  readonly served?: Pick<ServedFile, "kind" | "isStatic">;
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

/** Lists the pages and handlers below a folder. */
export function listPages(folder: RouteFolder, above: readonly RouteFolder[] = []): RouteFile[] {
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
  for (const { file, kind, isStatic, name } of folder.served) {
    const named = [
      ...url,
      { kind: "static" as const, text: nameOfServed({ kind, name }, folders) },
    ];
    const pattern = writePattern(named);
    own.push({ ...place, kind: "handler", file, served: { kind, isStatic }, url: named, pattern });
  }
  return [...own, ...folder.folders.flatMap((child) => listPages(child, folders))];
}
