import { expect, test } from "vitest";
import type { Robots, Sitemap } from "./metadata-route.ts";
import { writeDocument } from "./write-document.ts";

test("robots are written group by group", () => {
  const robots: Robots = {
    rules: [
      { userAgent: ["a", "b"], allow: "/", disallow: ["/x", "/y"], crawlDelay: 2 },
      { disallow: "" },
    ],
    sitemap: "https://shop.example/sitemap.xml",
    host: "https://shop.example",
  };
  expect(writeDocument("robots", robots)).toBe(
    [
      "User-Agent: a\nUser-Agent: b\nAllow: /\nDisallow: /x\nDisallow: /y\nCrawl-delay: 2",
      "User-Agent: *\nDisallow: ",
      "Host: https://shop.example\nSitemap: https://shop.example/sitemap.xml\n",
    ].join("\n\n"),
  );
});

test("a sitemap is XML, whatever its addresses hold", () => {
  const sitemap: Sitemap = [
    {
      url: 'https://shop.example/?a=1&b="<c>',
      lastModified: new Date(0),
      changeFrequency: "daily",
      priority: 0.5,
      alternates: { languages: { de: "https://shop.example/de" } },
      images: ["https://shop.example/i.png"],
    },
  ];
  expect(writeDocument("sitemap", sitemap).split("\n").slice(2)).toEqual([
    "<url>",
    "<loc>https://shop.example/?a=1&amp;b=&quot;&lt;c&gt;</loc>",
    '<xhtml:link rel="alternate" hreflang="de" href="https://shop.example/de"/>',
    "<image:image>",
    "<image:loc>https://shop.example/i.png</image:loc>",
    "</image:image>",
    "<lastmod>1970-01-01T00:00:00.000Z</lastmod>",
    "<changefreq>daily</changefreq>",
    "<priority>0.5</priority>",
    "</url>",
    "</urlset>",
    "",
  ]);
});

test("a manifest is JSON", () => {
  expect(writeDocument("manifest", { name: "Shop" })).toBe('{"name":"Shop"}');
});

test.each([
  ["robots", {}, "robots() returned no object with rules."],
  ["robots", undefined, "robots() returned no object with rules."],
  ["sitemap", {}, "sitemap() returned no list of pages."],
  ["sitemap", [{}], "sitemap() returned a page without its url."],
  ["manifest", "x", "manifest() returned no object."],
] as const)("%s of %j are refused", (kind, made, message) => {
  expect(() => writeDocument(kind, made)).toThrow(message);
});
