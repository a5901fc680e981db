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
  expect(canonicalise(target, false)).toEqual({ ok: true, value });
});

test.each([
  ["/posts/?tab=1", { path: "/posts", search: "?tab=1", authority: undefined }],
  ["/", { path: "/", search: "", authority: undefined }],
  ["/logo.png", { path: "/logo.png", search: "", authority: undefined }],
])("where pages end in a slash, %s is a path of an app, without it inside", (target, value) => {
  expect(canonicalise(target, true)).toEqual({ ok: true, value });
});

test.each([
  ["/posts?tab=1", "/posts/?tab=1"],
  ["/posts//", "/posts/"],
  ["/logo.png/", "/logo.png"],
])("where pages end in a slash, %s is moved to %s", (target, location) => {
  expect(canonicalise(target, true)).toEqual({ ok: false, error: { kind: "moved", location } });
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
  expect(canonicalise(target, false)).toMatchObject({ ok: false, error: { kind: "malformed" } });
});
