import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalPath } from "./canonical-path.ts";

const of = (raw: string, trailingSlash = false): string => {
  const path = canonicalPath(raw, { trailingSlash });
  return path.ok ? path.value : `fault: ${path.error}`;
};

test.each([
  ["/", "/"],
  ["/admin", "/admin"],
  ["/admin/", "/admin"],
  ["//admin", "/admin"],
  ["//evil.example/x", "/evil.example/x"],
  ["/./admin", "/admin"],
  ["/x/../admin", "/admin"],
  ["/x/%2e%2E/admin", "/admin"],
  ["/../../admin", "/admin"],
  ["/%61dmin", "/admin"],
  ["/admin;x", "/admin;x"],
  ["/ADMIN", "/ADMIN"],
  ["/admin.rsc", "/admin.rsc"],
  ["/admin%2f", "/admin%2F"],
  ["/a%5cb", "/a%5Cb"],
  ["/%7euser/%c3%bcber", "/~user/%C3%BCber"],
  ["/über", "/%C3%BCber"],
  ["/a b[c]", "/a%20b%5Bc%5D"],
  ["/@me/a:b,c+d=e&f$!*'()", "/@me/a:b,c+d=e&f$!*'()"],
  ["/.well-known/x", "/.well-known/x"],
  ["/%25", "/%25"],
])("%s is spelled %s", (raw, canonical) => {
  expect(of(raw)).toBe(canonical);
});

test.each([
  ["", "not-absolute"],
  ["admin", "not-absolute"],
  ["*", "not-absolute"],
  ["\\admin", "not-absolute"],
  ["/a\\b", "raw-backslash"],
  ["/%", "bad-escape"],
  ["/%4", "bad-escape"],
  ["/%zz", "bad-escape"],
  ["/%u0041", "bad-escape"],
  ["/%ff", "not-utf-8"],
  ["/%c0%ae%c0%ae/x", "not-utf-8"],
  ["/%ed%a0%80", "not-utf-8"],
  ["/\ud800", "not-utf-8"],
  ["/admin%00", "control-character"],
  ["/a%0d%0ab", "control-character"],
  ["/a\u0085", "control-character"],
  ["/..%2fetc", "hidden-dot-segment"],
  ["/x%5c..%5cetc", "hidden-dot-segment"],
])("%j has no canonical spelling: %s", (raw, fault) => {
  expect(of(raw)).toBe(`fault: ${fault}`);
});

test("with trailing slashes pages end in one, files do not", () => {
  expect(of("/posts", true)).toBe("/posts/");
  expect(of("/posts//", true)).toBe("/posts/");
  expect(of("/", true)).toBe("/");
  expect(of("/logo.png/", true)).toBe("/logo.png");
  expect(of("/.well-known/thing", true)).toBe("/.well-known/thing");
});

const hostilePath = fc
  .array(
    fc.oneof(
      fc.constantFrom("/", "//", ".", "..", "%2e", "%2F", "%5c", "\\", "%61", "%", "%00", "%c3%bc"),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => `/${parts.join("")}`);

test("every canonical path stays as it is, with its slash too", () => {
  fc.assert(
    fc.property(hostilePath, fc.boolean(), (raw, trailingSlash) => {
      const path = canonicalPath(raw, { trailingSlash });
      if (path.ok) expect(canonicalPath(path.value, { trailingSlash })).toEqual(path);
    }),
  );
});

test("a canonical path has no empty and no dot segment, no raw control or backslash, and is ASCII", () => {
  fc.assert(
    fc.property(hostilePath, (raw) => {
      const path = canonicalPath(raw);
      if (!path.ok) return;
      expect(path.value).toMatch(/^[\x21-\x5b\x5d-\x7e]+$/);
      const segments = path.value === "/" ? [] : path.value.slice(1).split("/");
      for (const segment of segments) expect(segment).not.toMatch(/^\.{0,2}$/);
    }),
  );
});

test("the URL parser of the platform reads a canonical path as it is", () => {
  fc.assert(
    fc.property(hostilePath, (raw) => {
      const path = canonicalPath(raw);
      if (path.ok) expect(new URL(path.value, "http://localhost").pathname).toBe(path.value);
    }),
  );
});
