import { expect, test } from "vitest";
import { compileRoutes } from "./compile-routes.ts";
import { buildRouteTable } from "./build-route-table.ts";
import { pathOfParams, readStaticParams } from "./static-params.ts";
import type { RouteParams } from "./route-table.ts";
import { withListedParams, withSettings } from "./with-settings.ts";

test.each<[string, unknown, readonly RouteParams[] | string]>([
  [
    "/posts/[id]",
    [{ id: "5" }, { id: "ü/?" }],
    [
      { lang: "de", id: "5" },
      { lang: "de", id: "ü/?" },
    ],
  ],
  ["/posts/[id]", [], []],
  ["/posts/[id]", [{ id: "5", other: 1 }], [{ lang: "de", id: "5" }]],
  ["/[...all]", [{ all: ["a", "b"] }], [{ lang: "de", all: ["a", "b"] }]],
  ["/[[...all]]", [{ all: [] }, {}], [{ lang: "de", all: [] }, { lang: "de" }]],
  ["/posts/[id]", undefined, "gave undefined; a list of parameters is needed"],
  ["/posts/[id]", { id: "5" }, "gave an object; a list of parameters is needed"],
  ["/posts/[id]", ["5"], 'gave a string at [0]; an object such as { id: "…" } is needed'],
  [
    "/posts/[id]",
    [{ id: "5" }, { id: 6 }],
    "gave 6 as `id` at [1]; a text that is not empty is needed",
  ],
  ["/posts/[id]", [{ id: "" }], "gave a string as `id` at [0]; a text that is not empty is needed"],
  [
    "/posts/[id]",
    [{ id: ["5"] }],
    "gave a list as `id` at [0]; a text that is not empty is needed",
  ],
  [
    "/[...all]",
    [{ all: "a" }],
    "gave a string as `all` at [0]; a list of texts is needed, one for each part of the address",
  ],
  [
    "/[...all]",
    [{ all: [] }],
    "gave a list as `all` at [0]; a list of texts is needed, one for each part of the address",
  ],
])("for %s, %j is %j", (pattern, given, expected) => {
  const read = readStaticParams(pattern, given, { lang: "de" });
  expect(read.ok ? read.value : read.error).toEqual(expected);
});

test.each<[string, RouteParams, string | undefined]>([
  ["/posts/[id]", { id: "5" }, "/posts/5"],
  ["/[lang]/posts/[id]", { lang: "de", id: "a b/c" }, "/de/posts/a%20b%2Fc"],
  ["/docs/[...all]", { all: ["a", "ü"] }, "/docs/a/%C3%BC"],
  ["/docs/[[...all]]", {}, "/docs"],
  ["/posts/[id]", {}, undefined],
  ["/about", {}, "/about"],
])("the path of %s with %j is %s", (pattern, params, path) => {
  expect(pathOfParams(pattern, params)).toBe(path);
});

test("with dynamicParams = false only listed pages are there, and a list may leave parameters open", () => {
  const file = "app/[lang]/[id]/page.tsx";
  const { table } = buildRouteTable(["app/layout.tsx", file, "app/[lang]/about/page.tsx"]);
  const said = withSettings(table, (each) =>
    each === file ? { dynamicParams: false } : undefined,
  );
  const find = (listed: readonly RouteParams[] | undefined, path: string): boolean => {
    const found = listed === undefined ? said : withListedParams(said, { "/[lang]/[id]": listed });
    return compileRoutes(found)(path) !== undefined;
  };
  const whole = [
    { lang: "de", id: "5" },
    { lang: "en", id: "ü" },
  ];
  expect(
    ["/de/5", "/en/%C3%BC", "/de/6", "/en/5", "/de/about"].map((path) => find(whole, path)),
  ).toEqual([true, true, false, false, true]);
  expect(["/de/5", "/de/6", "/en/5"].map((path) => find([{ lang: "de" }], path))).toEqual([
    true,
    true,
    false,
  ]);
  expect([find([], "/de/5"), find(undefined, "/de/5")]).toEqual([false, false]);
});
