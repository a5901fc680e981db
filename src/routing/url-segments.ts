import { parseSegment, type FolderSegment, type UrlFolder } from "./parse-segment.ts";

/** A part of a URL as a route describes it. */
export type UrlSegment = UrlFolder;

/**
 * Gives the parts of the URL that folders stand for, in order from `app/` (named "") on: without groups and slots. An
 * intercepting folder counts from the segment that it names.
 */
export function urlSegments(folders: readonly { readonly name: string }[]): UrlSegment[] {
  const url: UrlSegment[] = [];
  for (const { name } of folders) {
    const segment = folderOf(name);
    if (segment.kind === "intercepting") {
      url.length = segment.levelsUp === "root" ? 0 : Math.max(0, url.length - segment.levelsUp);
      url.push(segment.inner);
    } else if (isOfUrl(segment)) url.push(segment);
  }
  return url;
}

/** Reads the name of a folder that is part of a route: "" for `app/` itself, which is no part of the URL. */
export function folderOf(name: string): FolderSegment {
  if (name === "") return { kind: "group" };
  const segment = parseSegment(name);
  if (!segment.ok) throw new TypeError(`The folder ${name} is in a route, but is no segment`);
  return segment.value;
}

/** Reads a pattern that `writePattern` wrote. */
export function readPattern(pattern: string): UrlSegment[] {
  return pattern
    .split("/")
    .filter((part) => part !== "")
    .map((part) => {
      const [, optional, dots, name] = /^\[(\[)?(\.\.\.)?([^\]]+)\]\]?$/.exec(part) ?? [];
      if (name === undefined) return { kind: "static", text: part };
      if (optional !== undefined) return { kind: "optional-catch-all", name };
      return { kind: dots === undefined ? "dynamic" : "catch-all", name };
    });
}

/** Tells whether a folder stands for a part of the URL. */
export function isOfUrl(segment: FolderSegment): segment is UrlSegment {
  return segment.kind === "static" || ("name" in segment && segment.kind !== "slot");
}

/** What a URL looks like with the parameters' names left out: equal shapes match the same paths. */
export function shapeOf(url: readonly UrlSegment[]): string {
  return writePattern(
    url.map((segment) => (segment.kind === "static" ? segment : { ...segment, name: "" })),
  );
}

/** Writes the pattern of a route, e.g. `/posts/[id]`; `/` for none. */
export function writePattern(segments: readonly UrlSegment[]): string {
  return `/${segments.map(writeSegment).join("/")}`;
}

function writeSegment(segment: UrlSegment): string {
  switch (segment.kind) {
    case "static":
      return segment.text;
    case "dynamic":
      return `[${segment.name}]`;
    case "catch-all":
      return `[...${segment.name}]`;
    case "optional-catch-all":
      return `[[...${segment.name}]]`;
  }
}
