import { parseSegment, type FolderSegment } from "./parse-segment.ts";
import type { Route } from "./route-table.ts";

/** A part of a URL as a route describes it. */
export type UrlSegment = Exclude<FolderSegment, { readonly kind: "group" | "private" }>;

/** Gives the parts of a route's URL: its folders below `app/`, without groups. */
export function urlSegments(segments: Route["segments"]): UrlSegment[] {
  return segments.slice(1).flatMap(({ name }) => {
    const segment = parseSegment(name);
    if (!segment.ok) throw new TypeError(`The folder ${name} is in a route, but is no segment`);
    const { value } = segment;
    return value.kind === "group" || value.kind === "private" ? [] : [value];
  });
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
