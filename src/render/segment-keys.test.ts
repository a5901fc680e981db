import { expect, test } from "vitest";
import type { RouteMatch } from "../routing/index.ts";
import { parameterName, paramsDownTo, segmentKeys } from "./segment-keys.ts";

const match: RouteMatch = {
  route: {
    kind: "page",
    pattern: "/shop/[id]/[...rest]",
    file: "app/(main)/shop/[id]/[...rest]/page.tsx",
    segments: ["", "(main)", "shop", "[id]", "[...rest]"].map((name) => ({ name, files: {} })),
  },
  params: { id: "5", rest: ["a", "b"] },
};

test("a key changes with the folder's own parameter and with nothing else", () => {
  expect(segmentKeys(match)).toEqual(["", "(main)", "shop", "[id]=5", "[...rest]=a/b", "page"]);
});

test("a layout sees its own parameters and those above it", () => {
  expect(paramsDownTo(match, 2)).toEqual({});
  expect(paramsDownTo(match, 3)).toEqual({ id: "5" });
  expect(paramsDownTo(match, 4)).toEqual(match.params);
});

test.each([
  ["[id]", "id"],
  ["[...id]", "id"],
  ["[[...id]]", "id"],
  ["(id)", undefined],
  ["id", undefined],
])("the parameter of %s is %s", (folder, name) => {
  expect(parameterName(folder)).toBe(name);
});
