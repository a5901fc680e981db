import { expect, test } from "vitest";
import type { HeadTag } from "./head-tag.ts";
import { listHeadTags } from "./list-head-tags.ts";
import { listViewportTags } from "./list-viewport-tags.ts";
import { mergeMetadata } from "./merge-metadata.ts";
import type { Metadata, ResolvedMetadata, Viewport } from "./metadata.ts";

/** Tags as they would be written, without brackets: `meta name=robots content=noindex`. */
function write(tags: readonly HeadTag[]): string[] {
  return tags.map((tag) =>
    tag.element === "title"
      ? `title ${tag.text}`
      : [tag.element, ...Object.entries(tag.attributes).map((pair) => pair.join("="))].join(" "),
  );
}

const address = { origin: "https://shop.example", path: "/posts/5" };
const merged = (...layers: readonly Metadata[]): ResolvedMetadata =>
  layers.reduce<ResolvedMetadata>(mergeMetadata, {});
const tags = (...layers: readonly Metadata[]): string[] =>
  write(listHeadTags(merged(...layers), address));

test.each<[string, Metadata[], string[]]>([
  ["a text", [{ title: "One" }], ["title One"]],
  [
    "a template for what is below, not for itself",
    [{ title: { template: "%s | A", default: "D" } }],
    ["title D"],
  ],
  [
    "a template above",
    [{ title: { template: "%s | A", default: "D" } }, { title: "P" }],
    ["title P | A"],
  ],
  [
    "one that passes a template by",
    [{ title: { template: "%s | A" } }, { title: { absolute: "P" } }],
    ["title P"],
  ],
  [
    "templates within templates: the nearest counts",
    [
      { title: { template: "%s | A", default: "D" } },
      { title: { template: "%s | B", default: "E" } },
      { title: "P" },
    ],
    ["title P | B"],
  ],
  [
    "a template that goes no further than one title",
    [{ title: { template: "%s | A" } }, { title: "L" }, { title: "P" }],
    ["title P"],
  ],
  ["$& in a title", [{ title: { template: "%s!" } }, { title: "$&" }], ["title $&!"]],
  ["none", [{ title: "One" }, { title: null }], []],
  ["nothing said below", [{ title: "One" }, {}], ["title One"]],
])("a title is %s", (_, layers, written) => {
  expect(tags(...layers)).toEqual(written);
});

test("a key replaces that of the layouts above, undefined does not, null takes it away", () => {
  const above: Metadata = { description: "a", keywords: ["x", "y"], openGraph: { siteName: "S" } };
  expect(tags(above, { openGraph: { locale: "de" } })).not.toContain(
    "meta property=og:site_name content=S",
  );
  expect(tags(above, { description: undefined as never, keywords: null })).toContain(
    "meta name=description content=a",
  );
  expect(tags(above, { description: null, keywords: null, openGraph: null })).toEqual([]);
});

test.each<[string, Metadata, string[]]>([
  [
    "plain names",
    {
      applicationName: "Shop",
      generator: "g",
      referrer: "no-referrer",
      creator: "c",
      publisher: "p",
      category: "k",
      classification: "l",
      abstract: "b",
    },
    [
      "application-name content=Shop",
      "generator content=g",
      "referrer content=no-referrer",
      "creator content=c",
      "publisher content=p",
      "abstract content=b",
      "category content=k",
      "classification content=l",
    ].map((tag) => `meta name=${tag}`),
  ],
  [
    "authors",
    { authors: [{ name: "Ann", url: "https://ann.example" }, { name: "Bo" }] },
    [
      "link rel=author href=https://ann.example",
      "meta name=author content=Ann",
      "meta name=author content=Bo",
    ],
  ],
  [
    "robots",
    {
      robots: {
        index: false,
        follow: true,
        "max-snippet": 20,
        noarchive: true,
        nosnippet: false,
        googleBot: { index: true },
      },
    },
    [
      "meta name=robots content=noindex, follow, max-snippet:20, noarchive",
      "meta name=googlebot content=index",
    ],
  ],
  ["robots as a text", { robots: "noindex" }, ["meta name=robots content=noindex"]],
  [
    "icons",
    {
      icons: {
        icon: ["/a.png", { url: "/b.svg", type: "image/svg+xml", sizes: "any" }],
        shortcut: "/s.ico",
        apple: "/t.png",
        other: { rel: "mask-icon", url: "/m.svg", color: "#000" },
      },
    },
    [
      "link rel=shortcut icon href=/s.ico",
      "link rel=icon href=/a.png",
      "link rel=icon href=/b.svg type=image/svg+xml sizes=any",
      "link rel=apple-touch-icon href=/t.png",
      "link rel=mask-icon href=/m.svg color=#000",
    ],
  ],
  ["one icon", { icons: "/a.png" }, ["link rel=icon href=/a.png"]],
  [
    "alternates",
    {
      alternates: {
        canonical: "./",
        languages: { de: "/de" },
        types: { "application/rss+xml": [{ url: "/feed", title: "Feed" }] },
        media: { print: "/print" },
      },
    },
    [
      "link rel=canonical href=https://shop.example/posts/5",
      "link rel=alternate href=https://shop.example/de hrefLang=de",
      "link rel=alternate href=https://shop.example/print media=print",
      "link rel=alternate href=https://shop.example/feed type=application/rss+xml title=Feed",
    ],
  ],
  [
    "verification",
    {
      verification: {
        google: "g",
        yahoo: ["y"],
        yandex: "z",
        me: ["m", "n"],
        other: { "p:domain_verify": "d" },
      },
    },
    [
      "meta name=google-site-verification content=g",
      "meta name=y_key content=y",
      "meta name=yandex-verification content=z",
      "meta name=me content=m",
      "meta name=me content=n",
      "meta name=p:domain_verify content=d",
    ],
  ],
  [
    "what telephones read",
    {
      itunes: { appId: "1", appArgument: "a" },
      formatDetection: { telephone: false, email: true },
      appleWebApp: {
        title: "T",
        statusBarStyle: "black",
        startupImage: ["/i.png", { url: "/j.png", media: "print" }],
      },
      facebook: { appId: "f" },
    },
    [
      "meta property=fb:app_id content=f",
      "meta name=format-detection content=telephone=no",
      "meta name=apple-itunes-app content=app-id=1, app-argument=a",
      "meta name=mobile-web-app-capable content=yes",
      "meta name=apple-mobile-web-app-title content=T",
      "link rel=apple-touch-startup-image href=/i.png",
      "link rel=apple-touch-startup-image href=/j.png media=print",
      "meta name=apple-mobile-web-app-status-bar-style content=black",
    ],
  ],
  [
    "links",
    {
      manifest: "/m.webmanifest",
      archives: "/a",
      assets: ["/b"],
      bookmarks: "/c",
      pagination: { previous: "/1", next: "/3" },
    },
    [
      "link rel=manifest href=/m.webmanifest",
      "link rel=archives href=/a",
      "link rel=assets href=/b",
      "link rel=bookmarks href=/c",
      "link rel=prev href=https://shop.example/1",
      "link rel=next href=https://shop.example/3",
    ],
  ],
  [
    "anything else",
    { other: { a: "1", b: ["2", 3] } },
    ["meta name=a content=1", "meta name=b content=2", "meta name=b content=3"],
  ],
])("%s are tags", (_, metadata, written) => {
  expect(tags(metadata)).toEqual(written);
});

test("a shared page has the page's own title where it has none, and a card that follows", () => {
  expect(
    tags({
      title: { template: "%s | A", default: "Shop" },
      description: "All of it",
      openGraph: {
        type: "article",
        url: "/posts/5",
        images: [{ url: "/i.png", width: 800, alt: "I" }],
        publishedTime: "2026-01-01",
        authors: ["Ann", "Bo"],
      },
    }),
  ).toEqual([
    "title Shop",
    "meta name=description content=All of it",
    "meta property=og:title content=Shop",
    "meta property=og:description content=All of it",
    "meta property=og:url content=https://shop.example/posts/5",
    "meta property=og:image content=https://shop.example/i.png",
    "meta property=og:image:width content=800",
    "meta property=og:image:alt content=I",
    "meta property=og:type content=article",
    "meta property=article:published_time content=2026-01-01",
    "meta property=article:author content=Ann",
    "meta property=article:author content=Bo",
    "meta name=twitter:card content=summary_large_image",
    "meta name=twitter:title content=Shop",
    "meta name=twitter:description content=All of it",
    "meta name=twitter:image content=https://shop.example/i.png",
    "meta name=twitter:image:alt content=I",
  ]);
  expect(
    tags({ openGraph: { title: "G" }, twitter: { card: "summary", title: "T", site: "@s" } }),
  ).toEqual([
    "meta property=og:title content=G",
    "meta name=twitter:card content=summary",
    "meta name=twitter:site content=@s",
    "meta name=twitter:title content=T",
  ]);
  expect(tags({ openGraph: { title: "G" }, twitter: null })).toEqual([
    "meta property=og:title content=G",
  ]);
});

test.each([
  [new URL("https://cdn.example/base/"), "/i.png", "https://cdn.example/base/i.png"],
  [new URL("https://cdn.example"), "i.png?v=1", "https://cdn.example/i.png?v=1"],
  [undefined, "https://other.example/i.png", "https://other.example/i.png"],
  [undefined, "//other.example/i.png", "https://other.example/i.png"],
  [undefined, "/", "https://shop.example"],
  [undefined, "../6", "https://shop.example/posts/6"],
])("with the base %s the address %s is %s", (metadataBase, url, written) => {
  const given: Metadata = metadataBase === undefined ? {} : { metadataBase };
  expect(tags({ ...given, openGraph: { url }, twitter: null })).toEqual([
    `meta property=og:url content=${written}`,
  ]);
});

test("without a base and an origin an address stays as it is", () => {
  const metadata = merged({ alternates: { canonical: "/a" } });
  expect(write(listHeadTags(metadata, { origin: undefined, path: "/" }))).toEqual([
    "link rel=canonical href=/a",
  ]);
});

test.each<[Viewport, string[]]>([
  [{}, []],
  [{ initialScale: 1 }, []],
  [
    { maximumScale: 1, userScalable: false, viewportFit: "cover" },
    [
      "meta name=viewport content=width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no, viewport-fit=cover",
    ],
  ],
  [
    {
      themeColor: ["#fff", { color: "#000", media: "(prefers-color-scheme: dark)" }],
      colorScheme: "dark",
    },
    [
      "meta name=theme-color content=#fff",
      "meta name=theme-color content=#000 media=(prefers-color-scheme: dark)",
      "meta name=color-scheme content=dark",
    ],
  ],
])("the viewport %j is written so", (viewport, written) => {
  expect(write(listViewportTags(viewport))).toEqual(written);
});
