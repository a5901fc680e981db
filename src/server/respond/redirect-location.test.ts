import fc from "fast-check";
import { expect, test } from "vitest";
import { readRedirectLocation, type RedirectLocation } from "./redirect-location.ts";

const origin = "https://shop.example";

function read(target: string): RedirectLocation | undefined {
  return readRedirectLocation(target, origin);
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
