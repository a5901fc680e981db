import { expect, test } from "vitest";
import { NextRequest } from "./next-request.ts";

test("is a Request with its method, headers and body", async () => {
  const request = new NextRequest(
    new Request("http://localhost:3000/hook?x=1", {
      method: "POST",
      body: "raw \u00e9",
      headers: { "x-signature": "s" },
    }),
  );
  expect(request).toBeInstanceOf(Request);
  expect(request.headers.get("x-signature")).toBe("s");
  expect(await request.text()).toBe("raw é");
});

test("its URL can be copied and changed without changing the request", () => {
  const request = new NextRequest(new URL("http://localhost:3000/admin?x=1"));
  const url = request.nextUrl.clone();
  url.pathname = "/login";
  expect(request.nextUrl.searchParams.get("x")).toBe("1");
  expect(request.nextUrl.href).toBe("http://localhost:3000/admin?x=1");
  expect(url.href).toBe("http://localhost:3000/login?x=1");
  request.nextUrl.pathname = "/other";
  expect(request.nextUrl.pathname).toBe("/other");
  expect(request.url).toBe("http://localhost:3000/admin?x=1");
});

test("reads its cookies, and writes them back into its header", () => {
  const request = new NextRequest("http://localhost:3000/", {
    headers: { cookie: "a=1; b=x%20y" },
  });
  expect(request.cookies.get("b")?.value).toBe("x y");
  request.cookies.set("c", "é").set({ name: "a", value: "2" });
  expect(request.headers.get("cookie")).toBe("a=2; b=x%20y; c=%C3%A9");
  expect(request.cookies.delete(["a", "missing"])).toEqual([true, false]);
  expect(request.cookies.delete("b")).toBe(true);
  expect(String(request.cookies)).toBe("c=%C3%A9");
  expect(request.cookies.clear().size).toBe(0);
  expect(request.headers.has("cookie")).toBe(false);
});

test("below a path, the URL has the app's own path and the whole address beside it", () => {
  const request = new NextRequest("https://shop.example/shop/admin?a=1", {
    nextConfig: { basePath: "/shop" },
  });
  const { nextUrl } = request;
  expect([nextUrl.pathname, nextUrl.basePath]).toEqual(["/admin", "/shop"]);
  expect([nextUrl.href, request.url]).toEqual([
    "https://shop.example/shop/admin?a=1",
    "https://shop.example/shop/admin?a=1",
  ]);
  const copy = nextUrl.clone();
  copy.pathname = "/login";
  expect([copy.href, copy.pathname]).toEqual(["https://shop.example/shop/login?a=1", "/login"]);
  copy.pathname = "/";
  expect(copy.href).toBe("https://shop.example/shop?a=1");
  expect(nextUrl.pathname).toBe("/admin");
  expect(new NextRequest("https://shop.example/shop/admin").nextUrl.pathname).toBe("/shop/admin");
});
