import { expect, test } from "vitest";
import { listPlaces, readSegmentTree, type SegmentPlace } from "./segment-tree.ts";

function shape(place: SegmentPlace | "kept" | undefined): unknown {
  if (place === undefined || place === "kept") return place;
  const below = Object.fromEntries([...place.below].map(([slot, each]) => [slot, shape(each)]));
  return Object.keys(below).length === 0 ? place.key : { [place.key]: below };
}

test("the keys of a route without slots are a plain list", () => {
  expect(shape(readSegmentTree(["", "posts", "[id]=5", "page"]))).toEqual({
    "": { children: { posts: { children: { "[id]=5": { children: "page" } } } } },
  });
});

test("slots stand between marks, and may have slots themselves", () => {
  const keys = [
    "",
    "shop",
    "/cart",
    "@cart",
    "/top",
    "//",
    "/",
    "page",
    "/",
    "/ad",
    "//",
    "/",
    "//",
  ];
  expect(shape(readSegmentTree(keys))).toEqual({
    "": {
      children: {
        shop: {
          cart: { "@cart": { top: "kept", children: "page" } },
          ad: "kept",
          children: "kept",
        },
      },
    },
  });
});

test("a segment has one path, whatever stands beside it", () => {
  const paths = (...keys: string[]): (string | undefined)[] =>
    listPlaces(readSegmentTree(keys)).map(({ path }) => path);
  const [, shop] = paths("", "shop", "page");
  expect(paths("", "shop", "/cart", "@cart", "page", "/", "page")).toContain(shop);
  expect(paths("", "(x)", "shop", "page")).not.toContain(shop);
});

test.each([
  ["nothing", []],
  ["a mark first", ["/cart", "page", "/"]],
  ["a slot without an end", ["", "/cart", "page"]],
  ["an empty slot", ["", "/cart", "/", "page"]],
  ["an end too many", ["", "page", "/"]],
  ["one slot twice", ["", "/a", "page", "/", "/a", "page", "/", "page"]],
  ["something after what is kept", ["", "//", "page"]],
  ["kept at the top", ["//"]],
  ["more keys than any route has", Array.from({ length: 513 }, () => "a")],
])("%s is no tree", (_, keys) => {
  expect(readSegmentTree(keys)).toBeUndefined();
});
