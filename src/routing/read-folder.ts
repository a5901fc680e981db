import { decodeEscapes } from "./canonical-path.ts";
import type { RouteParams } from "./route-table.ts";
import { folderOf, isOfUrl } from "./url-segments.ts";

/** A folder of a route, filled with the parts of one URL. */
export interface FilledFolder {
  /** Names the segment: its folder, with the value of its parameter, e.g. `[id]=5`. */
  readonly key: string;
  /** Its own and those above it. */
  readonly params: RouteParams;
  /** How many parts of the URL stand above what is in the folder. */
  readonly next: number;
}

/** Fills a folder with the parts of a URL, of which `from` stand above it. */
export function fillFolder(
  name: string,
  parts: readonly string[],
  { params, from }: { readonly params: RouteParams; readonly from: number },
): FilledFolder {
  // Most folders are plain words: their names need no reading.
  if (/^[^@([]/.test(name)) return { key: name, params, next: from + 1 };
  const folder = folderOf(name);
  const segment = folder.kind === "intercepting" ? folder.inner : folder;
  if (!isOfUrl(segment)) return { key: name, params, next: from };
  if (segment.kind === "static") return { key: name, params, next: from + 1 };
  const isRest = segment.kind !== "dynamic";
  const value = isRest ? parts.slice(from) : (parts[from] ?? "");
  return {
    key: `${name}=${typeof value === "string" ? value : value.join("/")}`,
    params: value.length === 0 ? params : { ...params, [segment.name]: value },
    next: isRest ? parts.length : from + 1,
  };
}

/** Decodes the parts of a path that a matcher has found to be decodable. */
export function partsOfPath(path: string): string[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => decodeEscapes(part) ?? part);
}

/** Tells whether a key may be that of a folder. */
export function isKeyOf(key: string, name: string): boolean {
  return key === name || (name.includes("[") && key.startsWith(`${name}=`));
}

/** Gives the parts of the URL that the key of a folder stands for: none for a group. */
export function partsOfKey(key: string, name: string): string[] {
  const folder = folderOf(name);
  if (!isOfUrl(folder)) return [];
  if (folder.kind === "static") return [folder.text];
  const value = key.slice(name.length + 1);
  return folder.kind === "dynamic" ? [value] : value.split("/").filter((part) => part !== "");
}
