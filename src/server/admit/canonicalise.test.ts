import { expect, test } from "vitest";
import { canonicalise } from "./canonicalise.ts";

test.each([
  ["/posts?tab=1", { path: "/posts", search: "?tab=1", authority: undefined }],
  ["http://Shop.example/posts", { path: "/posts", search: "", authority: "shop.example" }],
  [
    "https://shop.example:8443?tab=1",
    { path: "/", search: "?tab=1", authority: "shop.example:8443" },
  ],
  ["http://shop.example", { path: "/", search: "", authority: "shop.example" }],
])("%s is a path of an app", (target, value) => {
  expect(canonicalise(target)).toEqual({ ok: true, value });
});

test.each([
  "http://shop.example@evil.example",
  "http://shop.example@evil.example/",
  "http://@shop.example/",
  "http://shop.example\\@evil.example/",
  "http:///posts",
  "ftp://shop.example/",
  "shop.example:80",
  "*",
  "",
])("%s is refused", (target) => {
  expect(canonicalise(target)).toMatchObject({ ok: false, error: { kind: "malformed" } });
});
