import { expect, test } from "vitest";
import { buildRouteTable } from "./build-route-table.ts";
import { compileRoutes } from "./compile-routes.ts";

const layout = "app/layout.tsx";

/** Patterns in order, each with its file's folder list, and the problems' codes and files. */
function describe(...files: string[]): { routes: string[]; problems: string[] } {
  const { table, problems } = buildRouteTable(files);
  return {
    routes: table.routes.map(({ kind, pattern, file }) => `${kind} ${pattern} ${file}`),
    problems: problems.map(({ code, files: named }) => [code, ...named].join(" ")),
  };
}

test("files become routes, most specific first", () => {
  expect(
    describe(
      "app/layout.tsx",
      "app/[...all]/page.jsx",
      "app/page.tsx",
      "app/posts/[id]/page.tsx",
      "app/posts/[...more]/page.tsx",
      "app/posts/new/page.js",
      "app/posts/page.ts",
      "app/api/hook/route.ts",
      "app/docs/[[...path]]/page.tsx",
      "app/posts/list.tsx",
      "app/posts/page.test.tsx",
      "app/globals.css",
      "components/page.tsx",
    ),
  ).toEqual({
    routes: [
      "page / app/page.tsx",
      "handler /api/hook app/api/hook/route.ts",
      "page /docs/[[...path]] app/docs/[[...path]]/page.tsx",
      "page /posts app/posts/page.ts",
      "page /posts/new app/posts/new/page.js",
      "page /posts/[id] app/posts/[id]/page.tsx",
      "page /posts/[...more] app/posts/[...more]/page.tsx",
      "page /[...all] app/[...all]/page.jsx",
    ],
    problems: [],
  });
});

test("files for machines are handlers of their names", () => {
  const { table, problems } = buildRouteTable([
    layout,
    "app/page.tsx",
    "app/robots.ts",
    "app/manifest.js",
    "app/(shop)/shop/sitemap.ts",
  ]);
  expect(problems).toEqual([]);
  expect(table.routes.map(({ pattern, served }) => [pattern, served?.kind])).toEqual([
    ["/", undefined],
    ["/manifest.webmanifest", "manifest"],
    ["/robots.txt", "robots"],
    ["/shop/sitemap.xml", "sitemap"],
  ]);
});

test("pictures, and files that are sent as they are, are handlers of their names", () => {
  const { table, problems } = buildRouteTable([
    layout,
    "app/page.tsx",
    "app/favicon.ico",
    "app/robots.txt",
    "app/sitemap.xml",
    "app/manifest.json",
    "app/icon1.png",
    "app/icon2.tsx",
    "app/icon.txt",
    "app/(shop)/[id]/page.tsx",
    "app/(shop)/[id]/opengraph-image.png",
    "app/(shop)/[id]/opengraph-image.alt.txt",
    "app/(shop)/apple-icon.jpg",
    "app/@team/twitter-image.ts",
    "app/@team/default.tsx",
  ]);
  expect(problems).toEqual([]);
  const handlers = table.routes.filter(({ kind }) => kind === "handler");
  expect(
    handlers.map(({ pattern, served }) => `${pattern} ${served?.kind} ${served?.isStatic}`),
  ).toEqual([
    "/apple-icon-shop.jpg apple-icon true",
    "/favicon.ico favicon true",
    "/icon1.png icon true",
    "/icon2 icon false",
    "/manifest.json manifest true",
    "/robots.txt robots true",
    "/sitemap.xml sitemap true",
    "/twitter-image-team twitter-image false",
    "/[id]/opengraph-image-shop.png opengraph-image true",
  ]);
  const [, shop, post] = compileRoutes(table)("/5")?.route.segments ?? [];
  expect(table.root.shown?.map(({ file }) => file)).toEqual([
    "app/favicon.ico",
    "app/icon1.png",
    "app/icon2.tsx",
    "app/manifest.json",
  ]);
  expect(shop?.shown?.map(({ name }) => name)).toEqual(["apple-icon.jpg"]);
  expect(post?.shown?.map(({ name }) => name)).toEqual(["opengraph-image.png"]);
});

test("src/app serves as app does, with its paths kept", () => {
  expect(describe("src/app/layout.tsx", "src/app/about/page.tsx")).toEqual({
    routes: ["page /about src/app/about/page.tsx"],
    problems: [],
  });
});

test("every folder on the way carries its files", () => {
  const { table } = buildRouteTable([
    "app/layout.tsx",
    "app/not-found.tsx",
    "app/global-error.tsx",
    "app/(site)/error.tsx",
    "app/(site)/posts/loading.jsx",
    "app/(site)/posts/template.tsx",
    "app/(site)/posts/unauthorized.tsx",
    "app/(site)/posts/forbidden.tsx",
    "app/(site)/posts/default.tsx",
    "app/(site)/posts/page.tsx",
  ]);
  expect(table.globalError).toBe("app/global-error.tsx");
  expect(table.root).toEqual({
    name: "",
    files: { layout: "app/layout.tsx", notFound: "app/not-found.tsx" },
  });
  expect(table.routes[0]).toEqual({
    kind: "page",
    pattern: "/posts",
    file: "app/(site)/posts/page.tsx",
    segments: [
      table.root,
      { name: "(site)", files: { error: "app/(site)/error.tsx" } },
      {
        name: "posts",
        files: {
          loading: "app/(site)/posts/loading.jsx",
          template: "app/(site)/posts/template.tsx",
          unauthorized: "app/(site)/posts/unauthorized.tsx",
          forbidden: "app/(site)/posts/forbidden.tsx",
        },
      },
    ],
  });
});

test.each([
  [
    "two pages of one URL",
    ["app/(a)/x/page.tsx", "app/(b)/x/page.tsx"],
    "route-conflict app/(a)/x/page.tsx app/(b)/x/page.tsx",
  ],
  [
    "a page and a handler in one folder",
    ["app/x/page.tsx", "app/x/route.ts"],
    "route-conflict app/x/page.tsx app/x/route.ts",
  ],
  [
    "a page and a handler of one URL",
    ["app/x/page.tsx", "app/(g)/x/route.ts"],
    "route-conflict app/x/page.tsx app/(g)/x/route.ts",
  ],
  [
    "one file in two languages",
    ["app/x/page.tsx", "app/x/page.js"],
    "route-conflict app/x/page.js app/x/page.tsx",
  ],
  [
    "two names at one level",
    ["app/[a]/page.tsx", "app/(g)/[b]/x/page.tsx"],
    "route-conflict app/[a]/page.tsx app/(g)/[b]/x/page.tsx",
  ],
  [
    "two names of one URL",
    ["app/[a]/page.tsx", "app/[b]/page.tsx"],
    "route-conflict app/[a]/page.tsx app/[b]/page.tsx",
  ],
  [
    "two catch-alls",
    ["app/x/[...a]/page.tsx", "app/x/[[...a]]/page.tsx"],
    "route-conflict app/x/[...a]/page.tsx app/x/[[...a]]/page.tsx",
  ],
  [
    "an optional catch-all beside a page",
    ["app/x/page.tsx", "app/x/[[...a]]/page.tsx"],
    "route-conflict app/x/page.tsx app/x/[[...a]]/page.tsx",
  ],
  [
    "something below a catch-all",
    ["app/[...a]/x/page.tsx"],
    "route-malformed app/[...a]/x/page.tsx",
  ],
  ["one parameter twice", ["app/[a]/x/[a]/page.tsx"], "route-malformed app/[a]/x/[a]/page.tsx"],
  [
    "a slot that no layout shows",
    ["app/x/page.tsx", "app/x/@side/page.tsx"],
    "route-incomplete app/x/@side/page.tsx",
  ],
  [
    "a slot with nothing for a URL",
    ["app/page.tsx", "app/x/page.tsx", "app/@side/page.tsx"],
    "slot-without-default app/x/page.tsx",
  ],
  [
    "a URL that only a slot has",
    ["app/page.tsx", "app/@side/page.tsx", "app/@side/x/page.tsx"],
    "slot-without-default app/@side/x/page.tsx",
  ],
  [
    "two pages of one URL in one slot",
    ["app/page.tsx", "app/@side/page.tsx", "app/@side/(g)/page.tsx"],
    "route-conflict app/@side/(g)/page.tsx app/@side/page.tsx",
  ],
  [
    "a page in a slot at the URL of a handler",
    [
      "app/page.tsx",
      "app/x/route.ts",
      "app/@side/default.tsx",
      "app/@side/x/page.tsx",
      "app/default.tsx",
    ],
    "route-conflict app/@side/x/page.tsx app/x/route.ts",
  ],
  [
    "a handler in a slot",
    ["app/page.tsx", "app/@side/default.tsx", "app/@side/x/route.ts"],
    "route-malformed app/@side/x/route.ts",
  ],
  [
    "a slot named children",
    ["app/page.tsx", "app/@children/page.tsx"],
    "route-malformed app/@children/page.tsx",
  ],
  ["a slot without a name", ["app/page.tsx", "app/@/page.tsx"], "route-malformed app/@/page.tsx"],
  [
    "an intercepted route that is not there",
    ["app/page.tsx", "app/(.)photo/page.tsx"],
    "route-file-ignored app/(.)photo/page.tsx",
  ],
  [
    "an interception above the app",
    ["app/page.tsx", "app/x/page.tsx", "app/feed/(..)(..)x/page.tsx"],
    "route-malformed app/feed/(..)(..)x/page.tsx",
  ],
  [
    "an interception within one",
    ["app/page.tsx", "app/x/page.tsx", "app/feed/(..)y/(...)x/page.tsx"],
    "route-malformed app/feed/(..)y/(...)x/page.tsx",
  ],
  [
    "an interception of no segment",
    ["app/page.tsx", "app/(.)/page.tsx"],
    "route-malformed app/(.)/page.tsx",
  ],
  [
    "more folders than a route may have",
    ["app/page.tsx", `app/${"x/".repeat(1_000)}page.tsx`],
    `route-malformed app/${"x/".repeat(1_000)}page.tsx`,
  ],
  [
    "one character for three dots",
    ["app/page.tsx", "app/[…a]/page.tsx"],
    "route-malformed app/[…a]/page.tsx",
  ],
  ["half a parameter", ["app/page.tsx", "app/[a/page.tsx"], "route-malformed app/[a/page.tsx"],
  [
    "text around a parameter",
    ["app/page.tsx", "app/x-[a]/page.tsx"],
    "route-malformed app/x-[a]/page.tsx",
  ],
  [
    "a parameter that is a prototype",
    ["app/page.tsx", "app/[__proto__]/page.tsx"],
    "route-malformed app/[__proto__]/page.tsx",
  ],
  [
    "an optional parameter",
    ["app/page.tsx", "app/[[a]]/page.tsx"],
    "route-malformed app/[[a]]/page.tsx",
  ],
  [
    "global-error in a folder",
    ["app/x/page.tsx", "app/x/global-error.tsx"],
    "route-file-ignored app/x/global-error.tsx",
  ],
  [
    "a favicon of a folder",
    ["app/page.tsx", "app/x/favicon.ico"],
    "route-file-ignored app/x/favicon.ico",
  ],
  ["robots in a folder", ["app/page.tsx", "app/x/robots.ts"], "route-file-ignored app/x/robots.ts"],
  [
    "robots made twice",
    ["app/page.tsx", "app/robots.ts", "app/robots.txt/route.ts"],
    "route-conflict app/robots.ts app/robots.txt/route.ts",
  ],
  ["no route at all", [], "route-incomplete"],
])("%s is a problem", (_, files, problem) => {
  const { problems } = describe(layout, ...files);
  expect(problems).toEqual([problem]);
});

test("app beside src/app is a problem, and app is served", () => {
  expect(describe(layout, "app/page.tsx", "src/app/page.tsx")).toEqual({
    routes: ["page / app/page.tsx"],
    problems: ["route-conflict app/layout.tsx src/app/page.tsx"],
  });
});

test("a page without any layout is a problem, a handler is not", () => {
  expect(describe("app/x/page.tsx", "app/y/route.ts").problems).toEqual([
    "route-incomplete app/x/page.tsx",
  ]);
  expect(describe("app/(g)/layout.tsx", "app/(g)/x/page.tsx").problems).toEqual([]);
});

test("folders that are no segments may hold anything but routes", () => {
  expect(
    describe(
      layout,
      "app/page.tsx",
      "app/@icons/plus.tsx",
      "app/_lib/page.tsx",
      "app/_lib/[/page.tsx",
    ).problems,
  ).toEqual([]);
});

test("every problem says what to do", () => {
  const { problems } = buildRouteTable([
    layout,
    "app/x/page.tsx",
    "app/x/route.ts",
    "app/@s/page.tsx",
    "app/x/@t/default.tsx",
    "app/x/(..)y/page.tsx",
    "app/x/favicon.ico",
    "app/[...all]/icon.png",
  ]);
  expect(problems.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
    "icon has no address below a catch-all folder: nothing can follow its parameter. Move it above that folder, or name a picture in generateMetadata.",
    "favicon has a meaning in the app folder itself only. Move it there.",
    "app/x/page.tsx and app/x/route.ts both answer /x: a page and a handler cannot share a URL. Move or delete one of them.",
    "The slot @t is a property of the layout beside it, and there is none. Make app/x/layout.tsx, which renders it.",
    "/ has no page for what the layout has as children: who loads that address is told that it was not found. Make a default.tsx beside that layout.",
    "/x has no page for the slot @s: who loads that address is told that it was not found. Make a default.tsx in @s.",
    "app/x/(..)y/page.tsx stands in for /y, which has no page: it is never shown. Make the page, or correct the dots of (..)y: slots and groups are no segments.",
  ]);
});

test("files that make several have an address below their own, and share none with a page", () => {
  const made = [
    "app/sitemap.ts",
    "app/(shop)/icon2.tsx",
    "app/news/sitemap.ts",
    "app/news/icon.png",
  ];
  const built = (files: readonly string[]): ReturnType<typeof buildRouteTable> =>
    buildRouteTable(
      [layout, "app/page.tsx", ...files],
      new Set(made.slice(0, 2).concat("app/news/icon.png")),
    );
  const { table, problems } = built(made);
  expect(problems).toEqual([]);
  expect(table.routes.map(({ pattern }) => pattern)).toEqual([
    "/",
    "/icon2-shop/[__metadata_id__]",
    "/news/icon.png",
    "/news/sitemap.xml",
    "/sitemap/[__metadata_id__]",
  ]);
  expect(table.routes.at(-1)?.served).toEqual({
    kind: "sitemap",
    isStatic: false,
    isSeveral: true,
  });
  expect(built([...made, "app/sitemap/[page]/page.tsx"]).problems.map(({ code }) => code)).toEqual([
    "route-conflict",
  ]);
});
