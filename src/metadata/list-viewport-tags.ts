import { listOf, metaTag, type HeadTag } from "./head-tag.ts";
import type { Viewport } from "./metadata.ts";

/** How `<meta name="viewport">` names the keys of a viewport. */
const names: Readonly<Partial<Record<keyof Viewport, string>>> = {
  width: "width",
  height: "height",
  initialScale: "initial-scale",
  minimumScale: "minimum-scale",
  maximumScale: "maximum-scale",
  userScalable: "user-scalable",
  viewportFit: "viewport-fit",
  interactiveWidget: "interactive-widget",
};

/** What every page has that says nothing of its viewport. */
const defaultViewport: Viewport = { width: "device-width", initialScale: 1 };

/** Lists the tags of a viewport; that of every page has none, because each document begins with it. */
export function listViewportTags(own: Viewport): HeadTag[] {
  const viewport = { ...defaultViewport, ...own };
  const parts = Object.entries(names).flatMap(([key, name]) => {
    // The keys of the table are those of a viewport that hold texts, numbers and yes or no.
    const value = viewport[key as keyof typeof names] as string | number | boolean | undefined;
    if (value === undefined) return [];
    return [`${name}=${typeof value === "boolean" ? (value ? "yes" : "no") : value}`];
  });
  const content = parts.join(", ");
  const colors = listOf<string | { readonly color: string; readonly media?: string }>(
    viewport.themeColor,
  );
  return [
    ...(content === "width=device-width, initial-scale=1" ? [] : metaTag("viewport", content)),
    ...colors.flatMap((each): HeadTag[] => {
      const { color, media } = typeof each === "string" ? { color: each } : each;
      const attributes = { name: "theme-color", content: color };
      return [
        {
          element: "meta",
          attributes: media === undefined ? attributes : { ...attributes, media },
        },
      ];
    }),
    ...metaTag("color-scheme", viewport.colorScheme),
  ];
}
