import fc from "fast-check";
import { expect, test } from "vitest";
import {
  mountedLocation,
  readRedirectLocation,
  type RedirectLocation,
} from "./redirect-location.ts";

const origin = "https://shop.example";

function read(target: string, basePath = ""): RedirectLocation | undefined {
  return readRedirectLocation(target, origin, { basePath });
}

test.each([
  ["/posts/5", "/posts/5"],
  ["/posts/5?a=1#b", "/posts/5?a=1#b"],
  ["/a/../b//c", "/b/c"],
  ["https://shop.example/x?y=1", "/x?y=1"],
  ["HTTPS://SHOP.example:443/x", "/x"],
])("%s stays inside the app as %s", (target, location) => {
  expect(read(target)).toMatchObject({ kind: "own", location });
});

test.each([
  ["https://elsewhere.example", "https://elsewhere.example/"],
  ["http://shop.example/x", "http://shop.example/x"],
  ["https://shop.example:8443/x", "https://shop.example:8443/x"],
  ["https://admin.shop.example/x", "https://admin.shop.example/x"],
  ["https://user@shop.example/x", "https://user@shop.example/x"],
])("%s leads elsewhere", (target, location) => {
  expect(read(target)).toEqual({ kind: "elsewhere", location });
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https:evil.example",
  "https:///evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/a\tb",
  "/a\r\nset-cookie: x",
  " /a",
  "/a ",
  "%2f%2fevil.example",
  "posts/5",
  "",
  "?a=1",
  "ftp://a.example",
  "/%zz",
])("%j is no place to go", (target) => expect(read(target)).toBeUndefined());

test("below a path, a path is the app's own, and a whole address is what visitors see", () => {
  expect(read("/x", "/shop")).toMatchObject({ kind: "own", location: "/x" });
  expect(read("/shop/x", "/shop")).toMatchObject({ kind: "own", location: "/shop/x" });
  expect(read(`${origin}/shop/x?a#b`, "/shop")).toMatchObject({
    kind: "own",
    location: "/x?a#b",
    path: "/x",
  });
  expect(read(`${origin}/other`, "/shop")).toEqual({
    kind: "elsewhere",
    location: `${origin}/other`,
  });
  const mount = { basePath: "/shop", trailingSlash: true };
  const seen = (target: string): string | undefined => {
    const place = read(target, "/shop");
    return place && mountedLocation(place, mount);
  };
  expect(seen("/x?a#b")).toBe("/shop/x/?a#b");
  expect(seen(`${origin}/shop`)).toBe("/shop/");
  expect(seen(`${origin}/other`)).toBe(`${origin}/other`);
});

test("a place inside the app never names a host", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (text) => {
      const place = read(`/${text}`);
      if (place === undefined) return;
      expect(place.kind).toBe("own");
      expect(new URL(place.location, origin).origin).toBe(origin);
      expect(place.location).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
    }),
    { numRuns: 2_000 },
  );
});
