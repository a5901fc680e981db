import { expect, test } from "vitest";
import { canonicalPath } from "../routing/canonical-path.ts";
import { mountedPath, withoutBasePath } from "./mount.ts";

const shop = { basePath: "/shop", trailingSlash: false };
const slashed = { basePath: "/shop", trailingSlash: true };
const slashes = { basePath: "", trailingSlash: true };

test.each([
  ["/", shop, "/shop"],
  ["/?a=1#b", shop, "/shop?a=1#b"],
  ["/about", shop, "/shop/about"],
  ["/shop", shop, "/shop/shop"],
  ["/about/", shop, "/shop/about"],
  ["/", slashed, "/shop/"],
  ["/about?a=/b#c", slashed, "/shop/about/?a=/b#c"],
  ["/about/", slashed, "/shop/about/"],
  ["/logo.png", slashed, "/shop/logo.png"],
  ["/.well-known/x", slashes, "/.well-known/x"],
  ["/", { basePath: "/v1.0", trailingSlash: true }, "/v1.0"],
  ["/", slashes, "/"],
  ["/about", slashes, "/about/"],
])("%s of an app at %o is %s for its visitors", (href, mount, seen) => {
  expect(mountedPath(href, mount)).toBe(seen);
});

test.each(["//other.example/x", "https://other.example/", "?a=1", "#b", "about", "", "mailto:a@b"])(
  "%j is no path of the app and stays as it is",
  (href) => expect(mountedPath(href, slashed)).toBe(href),
);

test("what is written for visitors is the one spelling that the server answers", () => {
  for (const href of ["/", "/about", "/a.b/c", "/a/b.c", "/.well-known/x"])
    for (const basePath of ["", "/shop", "/v1.0"])
      for (const trailingSlash of [true, false]) {
        const seen = mountedPath(href, { basePath, trailingSlash });
        expect(canonicalPath(seen, { trailingSlash })).toEqual({ ok: true, value: seen });
      }
});

test("without a mount nothing changes", () => {
  expect(mountedPath("/about/", undefined)).toBe("/about/");
});

test("only whole segments are cut off", () => {
  expect(withoutBasePath("/shop", "/shop")).toBe("/");
  expect(withoutBasePath("/shop/about", "/shop")).toBe("/about");
  expect(withoutBasePath("/shopping", "/shop")).toBeUndefined();
  expect(withoutBasePath("/about", "")).toBe("/about");
});
