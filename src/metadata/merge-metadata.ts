import type { Metadata, ResolvedMetadata, TitleTemplate } from "./metadata.ts";

/** Adds what a layout or page says to what the layouts above it say: key by key, titles by their templates. */
export function mergeMetadata(above: ResolvedMetadata, own: Metadata): ResolvedMetadata {
  const { title, ...keys } = own;
  const given = Object.entries(keys).filter(([, value]) => value !== undefined);
  const merged: ResolvedMetadata = { ...above, ...Object.fromEntries(given) };
  return title === undefined ? merged : { ...merged, title: mergeTitle(above, title) };
}

function mergeTitle(
  above: ResolvedMetadata,
  title: string | TitleTemplate | null,
): NonNullable<ResolvedMetadata["title"]> | null {
  const template = above.title?.template ?? null;
  if (title === null) return null;
  if (typeof title === "string") return { absolute: shapeTitle(title, template), template: null };
  const own =
    title.absolute ??
    (title.default === undefined ? above.title?.absolute : shapeTitle(title.default, template));
  return { absolute: own ?? "", template: title.template ?? null };
}

/** Writes a title as its template wants it: `%s` stands for it. */
export function shapeTitle(title: string, template: string | null): string {
  // A function, because `$&` in a title would mean something to `replaceAll`.
  return template?.replaceAll("%s", () => title) ?? title;
}
