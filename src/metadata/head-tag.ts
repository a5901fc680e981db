/** One element of a document's head. */
export type HeadTag =
  | { readonly element: "title"; readonly text: string }
  | { readonly element: "meta" | "link"; readonly attributes: Readonly<Record<string, string>> };

/** Text, numbers and addresses of metadata; what is absent makes no tag. */
type Content = string | number | URL | null | undefined;

/** Makes a `<meta name content>`, or none. */
export function metaTag(name: string, content: Content): HeadTag[] {
  return tagOf("meta", { name, content });
}

/** Makes a `<meta property content>`, or none. */
export function propertyTag(property: string, content: Content): HeadTag[] {
  return tagOf("meta", { property, content });
}

/** Makes a `<link rel href>` with more attributes, or none where there is no address. */
export function linkTag(
  rel: string,
  href: Content,
  more: Readonly<Record<string, Content>> = {},
): HeadTag[] {
  return href === null || href === undefined ? [] : tagOf("link", { rel, href, ...more });
}

function tagOf(element: "meta" | "link", attributes: Readonly<Record<string, Content>>): HeadTag[] {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [[key, String(value)] as const],
  );
  if (element === "meta" && attributes["content"] === undefined) return [];
  if (element === "meta" && attributes["content"] === null) return [];
  return [{ element, attributes: Object.fromEntries(given) }];
}

/** Gives a list of what may stand alone. */
export function listOf<T>(value: T | readonly T[] | null | undefined): readonly T[] {
  if (value === null || value === undefined) return [];
  // `isArray` does not tell readonly lists from other values.
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
