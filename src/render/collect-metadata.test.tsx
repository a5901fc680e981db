import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MetadataTags, type MetadataLayer } from "./collect-metadata.tsx";

const layer = (exports: Record<string, unknown>, props = {}): MetadataLayer => ({
  module: { exports },
  props,
});
const tags = async (...layers: MetadataLayer[]): Promise<string> =>
  renderToStaticMarkup(await MetadataTags({ layers }));

test("a page's title is shaped by the template of the layout above it", async () => {
  const root = layer({
    metadata: { title: { template: "%s | Forum", default: "Forum" }, description: "talk" },
  });
  expect(await tags(root)).toBe('<title>Forum</title><meta name="description" content="talk"/>');
  expect(await tags(root, layer({ metadata: { title: "Posts" } }))).toContain(
    "<title>Posts | Forum</title>",
  );
  expect(await tags(root, layer({ metadata: { title: { absolute: "Alone" } } }))).toContain(
    "<title>Alone</title>",
  );
});

test("generateMetadata is called with the props of its layer", async () => {
  const page = layer(
    { generateMetadata: async ({ id }: { id: string }) => ({ title: `Item ${id}` }) },
    { id: "5" },
  );
  expect(await tags(page)).toBe("<title>Item 5</title>");
});

test("null takes away what a layout said", async () => {
  expect(
    await tags(
      layer({ metadata: { description: "talk" } }),
      layer({ metadata: { description: null } }),
    ),
  ).toBe("");
});
