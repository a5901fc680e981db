import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { runWithStore } from "../context/index.ts";
import { notFound } from "../context/signals.ts";
import type { ResolvedMetadata } from "../metadata/index.ts";
import type { Mount } from "../protocol/index.ts";
import { buildRouteTable, compileRoutes, planSegments, type RouteMatch } from "../routing/index.ts";
import {
  MetadataCheck,
  MetadataTags,
  readMetadata,
  type MetadataReader,
} from "./collect-metadata.tsx";
import { unmatchedRoute } from "./unmatched-route.ts";

/** The metadata of the page at a path of an app whose files export this. */
function reader(
  files: Readonly<Record<string, Record<string, unknown>>>,
  at: string | RouteMatch = "/",
  mount?: Mount,
): MetadataReader {
  const path = typeof at === "string" ? at : "/nowhere";
  const match =
    typeof at === "string" ? compileRoutes(buildRouteTable(Object.keys(files)).table)(at) : at;
  if (match === undefined) throw new Error(`no page at ${path}`);
  const modules = Object.fromEntries(
    Object.entries(files).map(([file, exports]) => [
      file,
      {
        load: async () => ({ default: () => createElement("p"), ...exports }),
        styles: () => null,
      },
    ]),
  );
  return readMetadata({
    plan: planSegments(match, []),
    modules,
    searchParams: Promise.resolve({ q: "1" }),
    path,
    mount,
  });
}

const tags = async (...given: Parameters<typeof reader>): Promise<string> =>
  renderToStaticMarkup(await MetadataTags(reader(...given)));

const forum = {
  metadata: { title: { template: "%s | Forum", default: "Forum" }, description: "talk" },
};

test("a page's title is shaped by the template of the layout above it", async () => {
  expect(await tags({ "app/layout.tsx": forum, "app/page.tsx": {} })).toBe(
    '<title>Forum</title><meta name="description" content="talk"/>',
  );
  expect(
    await tags({ "app/layout.tsx": forum, "app/page.tsx": { metadata: { title: "Posts" } } }),
  ).toContain("<title>Posts | Forum</title>");
  expect(
    await tags({
      "app/layout.tsx": forum,
      "app/page.tsx": { metadata: { title: { absolute: "Alone" } } },
    }),
  ).toContain("<title>Alone</title>");
});

test("each of several pictures has the one spelling of its address", async () => {
  const files = {
    "app/layout.tsx": {},
    "app/page.tsx": {},
    "app/icon.tsx": { generateImageMetadata: () => [{ id: "small" }, { id: "a@b c" }] },
  };
  const mount = { basePath: "/shop", trailingSlash: true };
  expect(await tags(files, "/", mount)).toBe(
    '<link rel="icon" href="/shop/icon/small/"/><link rel="icon" href="/shop/icon/a@b%20c/"/>',
  );
});

test("generateMetadata is called with the params and the search of its page", async () => {
  const page = {
    generateMetadata: async (given: {
      params: Promise<{ id: string }>;
      searchParams: Promise<{ q: string }>;
    }) => ({ title: `Item ${(await given.params).id} ${(await given.searchParams).q}` }),
  };
  expect(await tags({ "app/layout.tsx": {}, "app/[id]/page.tsx": page }, "/5")).toBe(
    "<title>Item 5 1</title>",
  );
});

test("metadata is made once, however often it is asked for", async () => {
  let count = 0;
  const read = reader({
    "app/layout.tsx": {},
    "app/page.tsx": { generateMetadata: () => ({ title: String(++count) }) },
  });
  expect(renderToStaticMarkup(await MetadataTags(read))).toBe("<title>1</title>");
  await MetadataCheck(read);
  expect(renderToStaticMarkup(await MetadataTags(read))).toBe("<title>1</title>");
});

test("a relative address is one of the origin that the request came to", async () => {
  const files = {
    "app/layout.tsx": {},
    "app/page.tsx": { metadata: { alternates: { canonical: "/posts" } } },
  };
  const store = sampleStore({ url: "https://shop.example:8443/?q=1" });
  expect(await runWithStore(store, () => tags(files))).toBe(
    '<link rel="canonical" href="https://shop.example:8443/posts"/>',
  );
});

test("null takes away what a layout said", async () => {
  expect(
    await tags({
      "app/layout.tsx": { metadata: { description: "talk" } },
      "app/page.tsx": { metadata: { description: null } },
    }),
  ).toBe("");
});

test("the page outside of slots gives the title, and a slot's where only that has one", async () => {
  const files = {
    "app/layout.tsx": {},
    "app/default.tsx": { metadata: { title: "Default" } },
    "app/page.tsx": { metadata: { title: "Page" } },
    "app/@side/page.tsx": { metadata: { title: "Side" } },
    "app/@side/alone/page.tsx": { metadata: { title: "Alone" } },
  };
  expect(await tags(files)).toBe("<title>Page</title>");
  expect(await tags(files, "/alone")).toBe("<title>Alone</title>");
});

test("metadata that fails leaves its tags out, and fails inside of the page", async () => {
  const failing = {
    "app/layout.tsx": {},
    "app/page.tsx": {
      generateMetadata: () => {
        throw new Error("no database");
      },
    },
  };
  expect(await tags(failing)).toBe("");
  await expect(MetadataCheck(reader(failing))).rejects.toThrow("no database");
});

const missing = {
  "app/layout.tsx": forum,
  "app/posts/page.tsx": { generateMetadata: () => notFound() },
};

test("where the page is not found, the layouts' tags stand, and those of the page in its place", async () => {
  expect(await tags(missing, "/posts")).toContain("<title>Forum</title>");
  const files = {
    ...missing,
    "app/not-found.tsx": { metadata: { title: "Nowhere" } },
    "app/posts/not-found.tsx": { metadata: { title: "No such post" } },
    "app/forbidden.tsx": { metadata: { title: "Not for you" } },
  };
  expect(await tags(files, "/posts")).toContain("<title>No such post | Forum</title>");
  await expect(MetadataCheck(reader(files, "/posts"))).rejects.toMatchObject({
    digest: expect.stringContaining("404"),
  });
});

test("the page shown for addresses that match nothing has metadata", async () => {
  const unmatched = buildRouteTable(["app/layout.tsx", "app/not-found.tsx"]).table;
  const files = {
    "app/layout.tsx": forum,
    "app/not-found.tsx": { metadata: { title: "Nowhere" } },
  };
  expect(await tags(files, unmatchedRoute(unmatched))).toContain("<title>Nowhere | Forum</title>");
});

test("metadata of a page in place that fails itself fails the page", async () => {
  const files = {
    ...missing,
    "app/not-found.tsx": {
      generateMetadata: () => {
        throw new Error("no titles");
      },
    },
  };
  expect(await tags(files, "/posts")).toContain("<title>Forum</title>");
  await expect(MetadataCheck(reader(files, "/posts"))).rejects.toThrow("no titles");
});

test("a viewport of its own goes beside the one that every document has", async () => {
  expect(
    await tags({
      "app/layout.tsx": { viewport: { themeColor: "#fff" } },
      "app/page.tsx": { generateViewport: () => ({ initialScale: 2 }) },
    }),
  ).toBe(
    '<meta name="viewport" content="width=device-width, initial-scale=2"/><meta name="theme-color" content="#fff"/>',
  );
});

test("the metadata of the layouts above is handed to the page", async () => {
  const page = {
    generateMetadata: async (_: unknown, above: Promise<ResolvedMetadata>) => ({
      title: `below ${(await above).title?.absolute}`,
      keywords: [...[(await above).keywords ?? []].flat(), "page"],
    }),
  };
  const layout = { metadata: { title: "Forum", keywords: ["layout"] } };
  expect(await tags({ "app/layout.tsx": layout, "app/page.tsx": page })).toBe(
    '<title>below Forum</title><meta name="keywords" content="layout,page"/>',
  );
});

test("metadata that is no object is named with its file", async () => {
  const files = { "app/layout.tsx": {}, "app/page.tsx": { generateMetadata: () => "Title" } };
  await expect(MetadataCheck(reader(files))).rejects.toThrow(
    "app/page.tsx gives a metadata of type string",
  );
});
