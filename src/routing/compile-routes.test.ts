import fc from "fast-check";
import { expect, test } from "vitest";
import { buildRouteTable } from "./build-route-table.ts";
import { encodeSegment } from "./canonical-path.ts";
import { compileRoutes, matchRoute } from "./compile-routes.ts";
import { urlSegments, type UrlSegment } from "./url-segments.ts";

const layout = "app/layout.tsx";
const tableOf = (...files: string[]): ReturnType<typeof buildRouteTable>["table"] =>
  buildRouteTable([layout, ...files]).table;

const shop = tableOf(
  "app/page.tsx",
  "app/posts/page.tsx",
  "app/posts/new/page.tsx",
  "app/posts/[id]/page.tsx",
  "app/posts/[id]/comments/[comment]/page.tsx",
  "app/posts/new/[...draft]/page.tsx",
  "app/docs/[[...path]]/page.tsx",
  "app/[...all]/page.tsx",
  "app/(shop)/cart/page.tsx",
  "app/über uns/page.tsx",
  "app/%5Fhidden/page.tsx",
  "app/api/[name]/route.ts",
);

test.each([
  ["/", "/", {}],
  ["/posts", "/posts", {}],
  ["/posts/", "/posts", {}],
  ["/posts/new", "/posts/new", {}],
  ["/posts/5", "/posts/[id]", { id: "5" }],
  ["/posts/5/", "/posts/[id]", { id: "5" }],
  ["/posts/%C3%BC%2Fx", "/posts/[id]", { id: "ü/x" }],
  ["/posts/5/comments/9", "/posts/[id]/comments/[comment]", { id: "5", comment: "9" }],
  // `new` has no `comments` of its own: the search goes back to [id], and before that to what is below `new`.
  ["/posts/new/comments/9", "/posts/new/[...draft]", { draft: ["comments", "9"] }],
  ["/posts/5/likes", "/[...all]", { all: ["posts", "5", "likes"] }],
  ["/docs", "/docs/[[...path]]", {}],
  ["/docs/a/b%20c", "/docs/[[...path]]", { path: ["a", "b c"] }],
  ["/cart", "/cart", {}],
  ["/%C3%BCber%20uns", "/über uns", {}],
  ["/_hidden", "/_hidden", {}],
  ["/api/__proto__", "/api/[name]", { name: "__proto__" }],
  ["/constructor", "/[...all]", { all: ["constructor"] }],
])("%s is %s", (path, pattern, params) => {
  const match = matchRoute(shop, path);
  expect(match?.route.pattern).toBe(pattern);
  expect(match?.params).toEqual(params);
});

test.each(["", "posts", "//", "//posts", "/posts//5", "/posts/%ff", "/posts/%", "/docs/a/%c3"])(
  "%j matches nothing",
  (path) => {
    expect(
      matchRoute(
        tableOf("app/page.tsx", "app/posts/[id]/page.tsx", "app/docs/[...p]/page.tsx"),
        path,
      ),
    ).toBeUndefined();
  },
);

test("another spelling of a static segment is another path", () => {
  expect(matchRoute(tableOf("app/admin/page.tsx"), "/%61dmin")).toBeUndefined();
  expect(matchRoute(tableOf("app/admin/page.tsx"), "/ADMIN")).toBeUndefined();
});

test("a group, a private folder and a route handler are told apart", () => {
  const table = tableOf("app/(a)/x/page.tsx", "app/_lib/page.tsx", "app/api/route.ts");
  expect(matchRoute(table, "/x")?.route.segments.map(({ name }) => name)).toEqual(["", "(a)", "x"]);
  expect(matchRoute(table, "/_lib")).toBeUndefined();
  expect(matchRoute(table, "/api")?.route.kind).toBe("handler");
});

/** What a sorted table means: the first route whose parts fit. */
function firstFit(table: typeof shop, path: string): string | undefined {
  const parts = path === "/" ? [] : path.slice(1).split("/");
  return table.routes.find(({ segments }) => fits(urlSegments(segments), parts))?.pattern;
}

function fits(url: readonly UrlSegment[], parts: readonly string[]): boolean {
  const [segment, ...rest] = url;
  switch (segment?.kind) {
    case undefined:
      return parts.length === 0;
    case "static":
      return parts[0] === encodeSegment(segment.text) && fits(rest, parts.slice(1));
    case "dynamic":
      return parts.length > 0 && fits(rest, parts.slice(1));
    case "catch-all":
      return parts.length > 0;
    case "optional-catch-all":
      return true;
  }
}

const folder = fc.constantFrom("a", "b", "c", "[x]", "[y]", "(g)");
const ending = fc.constantFrom("", "/[...rest]", "/[[...rest]]");
const route = fc
  .tuple(fc.array(folder, { maxLength: 4 }), ending)
  .map(([folders, end]) => `app${folders.map((name) => `/${name}`).join("")}${end}/page.tsx`);
const path = fc
  .array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 5 })
  .map((parts) => `/${parts.join("/")}`);

test("a match is the first route of the sorted table that fits", () => {
  fc.assert(
    fc.property(
      fc.array(route, { maxLength: 12 }),
      fc.array(path, { minLength: 1 }),
      (files, paths) => {
        const table = tableOf(...files);
        const match = compileRoutes(table);
        for (const each of paths) {
          const found = match(each)?.route;
          const expected = firstFit(table, each);
          // Conflicting names are reported, but the table stays usable: the shapes must agree.
          expect(found?.pattern.replaceAll(/\[[xy]\]/g, "[]")).toBe(
            expected?.replaceAll(/\[[xy]\]/g, "[]"),
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});
