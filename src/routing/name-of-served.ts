import { documentFiles } from "../metadata/index.ts";
import type { ServedFile } from "./file-conventions.ts";
import type { RouteParams } from "./route-table.ts";
import { pathOfParams } from "./static-params.ts";
import { folderOf, isOfUrl, urlSegments, writePattern } from "./url-segments.ts";

/**
 * Names the last part of the address of a file that is served beside the pages. Pictures of folders that are no part of the
 * address are told apart in it: `icon.png` of `(shop)` is `icon-shop.png`.
 */
export function nameOfServed(
  { kind, name }: Pick<ServedFile, "kind" | "name">,
  folders: readonly { readonly name: string }[],
): string {
  if (documentFiles.has(kind)) return name;
  const hidden = folders.flatMap((folder) => {
    const segment = folderOf(folder.name);
    return folder.name === "" || isOfUrl(segment) ? [] : [folder.name.replaceAll(/[^\w-]/g, "")];
  });
  if (hidden.length === 0) return name;
  const dot = name.includes(".") ? name.lastIndexOf(".") : name.length;
  return `${name.slice(0, dot)}-${hidden.join("-")}${name.slice(dot)}`;
}

/** The path of a file that is served beside the pages below its folder. */
export function pathOfServed(
  file: Pick<ServedFile, "kind" | "name">,
  folders: readonly { readonly name: string }[],
  params: RouteParams,
): string | undefined {
  const text = nameOfServed(file, folders);
  return pathOfParams(writePattern([...urlSegments(folders), { kind: "static", text }]), params);
}
