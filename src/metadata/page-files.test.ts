import { expect, test } from "vitest";
import { listHeadTags } from "./list-head-tags.ts";
import type { Metadata, ResolvedMetadata } from "./metadata.ts";
import { noFiles, takeFiles, withFiles, type FoundFile } from "./page-files.ts";

const file = (kind: FoundFile["kind"], url: string, more: Partial<FoundFile> = {}): FoundFile => ({
  kind,
  url,
  type: undefined,
  size: undefined,
  alt: undefined,
  ...more,
});

/** Tags of a page below folders with these files and this metadata, outermost first. */
function tags(
  folders: readonly (readonly [readonly FoundFile[], Metadata])[],
  metadata: ResolvedMetadata = {},
): string[] {
  const files = folders.reduce((above, [own, said]) => takeFiles(above, own, said), noFiles);
  const page = { origin: "https://shop.example", path: "/posts/5" };
  return listHeadTags(withFiles(metadata, files), page).map((tag) =>
    tag.element === "title" ? tag.text : Object.values(tag.attributes).join(" "),
  );
}

test("icons of files come before those of metadata, the one of the whole app first; with type and size", () => {
  const root = [
    file("icon", "/icon.svg?1", { type: "image/svg+xml" }),
    file("apple-icon", "/apple-icon.png", { size: { width: 180, height: 180 } }),
    file("favicon", "/favicon.ico", { type: "image/x-icon", size: { width: 32, height: 32 } }),
  ];
  expect(tags([[root, {}]], { icons: "/other.png" })).toEqual([
    "icon /favicon.ico image/x-icon 32x32",
    "icon /icon.svg?1 image/svg+xml any",
    "icon /other.png",
    "apple-touch-icon /apple-icon.png 180x180",
  ]);
});

test("the innermost folder that has files of a kind gives them, all of them", () => {
  const folders = [
    [[file("icon", "/icon.png"), file("favicon", "/favicon.ico")], {}],
    [[file("icon", "/posts/icon1.png"), file("icon", "/posts/icon2.png")], {}],
    [[], {}],
  ] as const;
  expect(tags(folders)).toEqual([
    "icon /favicon.ico",
    "icon /posts/icon1.png",
    "icon /posts/icon2.png",
  ]);
});

test("shared pictures are absolute, with size and description, and leave the rest of openGraph as it is", () => {
  const picture = file("opengraph-image", "/opengraph-image.png?a1", {
    type: "image/png",
    size: { width: 1_200, height: 630 },
    alt: "A shelf",
  });
  expect(tags([[[picture], {}]], { openGraph: { siteName: "Shop" } })).toEqual([
    "og:site_name Shop",
    "og:image https://shop.example/opengraph-image.png?a1",
    "og:image:type image/png",
    "og:image:width 1200",
    "og:image:height 630",
    "og:image:alt A shelf",
    "twitter:card summary_large_image",
    "twitter:image https://shop.example/opengraph-image.png?a1",
    "twitter:image:alt A shelf",
  ]);
});

test("pictures that metadata names take the place of files in its folder and above, and files further in the place of those", () => {
  const said: Metadata = { openGraph: { images: "/said.png" }, twitter: { images: "/card.png" } };
  const own = [file("opengraph-image", "/file.png"), file("twitter-image", "/file-card.png")];
  const shown = { openGraph: { images: "/said.png" }, twitter: { images: "/card.png" } };
  const images = (folders: Parameters<typeof tags>[0]): string[] =>
    tags(folders, shown).filter((tag) => /^(?:og|twitter):image /.test(tag));
  expect(images([[own, said]])).toEqual([
    "og:image https://shop.example/said.png",
    "twitter:image https://shop.example/card.png",
  ]);
  expect(
    images([
      [[], said],
      [own, {}],
    ]),
  ).toEqual([
    "og:image https://shop.example/file.png",
    "twitter:image https://shop.example/file-card.png",
  ]);
});

test("the manifest of the app is linked; where metadata wants no shared picture there is none", () => {
  const files = [
    file("manifest", "/manifest.webmanifest"),
    file("opengraph-image", "/picture.png"),
    file("twitter-image", "/card.png"),
  ];
  expect(tags([[files, {}]], { openGraph: null, twitter: null })).toEqual([
    "manifest /manifest.webmanifest",
  ]);
});
