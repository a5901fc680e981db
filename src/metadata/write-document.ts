import { escapeMarkup } from "../base/index.ts";
import { listOf } from "./head-tag.ts";
import type { Robots, Sitemap, SitemapEntry } from "./metadata-route.ts";

/** A file for machines that the app makes: its address is that of its folder, and its name. */
export type DocumentKind = "robots" | "sitemap" | "manifest";

/** A file of `app/` that is served beside the pages: for machines, or a picture of the pages below its folder. */
export type ServedKind =
  | DocumentKind
  | "favicon"
  | "icon"
  | "apple-icon"
  | "opengraph-image"
  | "twitter-image";

/** Names and types of the files for machines. */
export const documentFiles: ReadonlyMap<
  ServedKind,
  { readonly kind: DocumentKind; readonly name: string; readonly type: string }
> = new Map(
  [
    { kind: "robots", name: "robots.txt", type: "text/plain; charset=utf-8" } as const,
    { kind: "sitemap", name: "sitemap.xml", type: "application/xml; charset=utf-8" } as const,
    {
      kind: "manifest",
      name: "manifest.webmanifest",
      type: "application/manifest+json",
    } as const,
  ].map((file) => [file.kind, file]),
);

/**
 * Writes what the file's function returned.
 * @throws TypeError a sentence, for what no such file can be made of
 */
export function writeDocument(kind: DocumentKind, made: unknown): string {
  switch (kind) {
    case "robots":
      if (typeof made !== "object" || made === null || !("rules" in made))
        throw new TypeError("robots() returned no object with rules.");
      return writeRobots(made as Robots); // further keys are texts, or are written as such
    case "sitemap":
      if (!Array.isArray(made)) throw new TypeError("sitemap() returned no list of pages.");
      return writeSitemap(made as Sitemap); // each entry is checked where it is written
    case "manifest":
      if (typeof made !== "object" || made === null)
        throw new TypeError("manifest() returned no object.");
      return JSON.stringify(made);
  }
}

function writeRobots({ rules, sitemap, host }: Robots): string {
  const groups = listOf(rules).map(({ userAgent = "*", allow, disallow, crawlDelay }) =>
    [
      ...listOf(userAgent).map((agent) => `User-Agent: ${agent}`),
      ...listOf(allow).map((path) => `Allow: ${path}`),
      ...listOf(disallow).map((path) => `Disallow: ${path}`),
      ...(crawlDelay === undefined ? [] : [`Crawl-delay: ${crawlDelay}`]),
    ].join("\n"),
  );
  const rest = [
    ...(host === undefined ? [] : [`Host: ${host}`]),
    ...listOf(sitemap).map((address) => `Sitemap: ${address}`),
  ];
  return `${[...groups, ...(rest.length === 0 ? [] : [rest.join("\n")])].join("\n\n")}\n`;
}

function writeSitemap(pages: Sitemap): string {
  const spaces = [
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
    'xmlns:xhtml="http://www.w3.org/1999/xhtml"',
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"',
  ];
  const urls = pages.map(writePage).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${spaces.join(" ")}>\n${urls}</urlset>\n`;
}

function writePage(page: SitemapEntry): string {
  const { url, lastModified, changeFrequency, priority, alternates, images = [] } = page;
  if (typeof url !== "string") throw new TypeError("sitemap() returned a page without its url.");
  const modified = lastModified instanceof Date ? lastModified.toISOString() : lastModified;
  const links = Object.entries(alternates?.languages ?? {}).map(
    ([language, href]) =>
      `<xhtml:link rel="alternate" hreflang="${escapeMarkup(language)}" href="${escapeMarkup(href)}"/>\n`,
  );
  const pictures = images.map(
    (address) => `<image:image>\n${element("image:loc", address)}</image:image>\n`,
  );
  return [
    "<url>\n",
    element("loc", url),
    ...links,
    ...pictures,
    element("lastmod", modified),
    element("changefreq", changeFrequency),
    element("priority", priority),
    "</url>\n",
  ].join("");
}

function element(name: string, value: string | number | undefined): string {
  return value === undefined ? "" : `<${name}>${escapeMarkup(String(value))}</${name}>\n`;
}
