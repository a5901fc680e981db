import { expect, test } from "vitest";
import type { MatchedRequest } from "./compile-matchers.ts";
import { compileUrlRules, type RawUrlRules, type UrlRules } from "./compile-url-rules.ts";

function rulesOf(raw: Partial<RawUrlRules>): UrlRules {
  const rules = compileUrlRules({
    redirects: undefined,
    rewrites: undefined,
    headers: undefined,
    ...raw,
  });
  return rules.ok ? rules.value : expect.unreachable(rules.error);
}

const at = (path: string, headers: Record<string, string> = {}): MatchedRequest => ({
  path,
  host: "shop.example",
  header: (name) => headers[name],
  cookie: () => undefined,
  query: () => undefined,
});

test.each([
  ["/old", "/new", "/old", "", "/new"],
  ["/old", "/new", "/old", "?a=1", "/new?a=1"],
  ["/old", "/new?a=2&b=3", "/old", "?a=1", "/new?a=2&b=3"],
  ["/posts/:id", "/p/:id", "/posts/%C3%BC", "", "/p/%C3%BC"],
  ["/posts/:path*", "/p/:path*", "/posts/a/b", "", "/p/a/b"],
  ["/posts/:path*", "/p/:path*", "/posts", "", "/p"],
  ["/posts/:id(\\d+)", "/p?id=:id", "/posts/5", "", "/p?id=5"],
  [
    "/docs/:path*",
    "https://docs.example/:path*",
    "/docs/a/b",
    "?q=1",
    "https://docs.example/a/b?q=1",
  ],
  ["/old", "/new#part", "/old", "", "/new#part"],
  ["/(a/.*)", "/new/:0", "/a/b/c", "", "/new/a/b/c"],
])("%s to %s sends %s%s to %s", (...given) => {
  const [source, destination, path, search, location] = given;
  const { redirect } = rulesOf({ redirects: [{ source, destination, permanent: true }] });
  expect(redirect(at(path), search)).toEqual({ location, status: 308 });
});

test.each([
  ["/posts/:id(\\d+)", "/p", "/posts/a"],
  ["/old", "/old", "/old"],
  ["/:all*", "/:all*", "/a/b"],
  ["/old", "/new", "/OLD"],
])("%s to %s leaves %s alone", (source, destination, path) => {
  const { redirect } = rulesOf({ redirects: [{ source, destination, permanent: false }] });
  expect(redirect(at(path), "")).toBeUndefined();
});

test("the first rule that fits counts, and its conditions hand on what they matched", () => {
  const { redirect } = rulesOf({
    redirects: [
      {
        source: "/x",
        destination: "/a",
        permanent: false,
        missing: [{ type: "header", key: "x-lang" }],
      },
      {
        source: "/x",
        destination: "/:lang/x",
        statusCode: 303,
        has: [{ type: "header", key: "X-Lang", value: "(?<lang>.+)" }],
      },
    ],
  });
  expect(redirect(at("/x"), "")).toEqual({ location: "/a", status: 307 });
  expect(redirect(at("/x", { "x-lang": "de" }), "")).toEqual({ location: "/de/x", status: 303 });
  expect(redirect(at("/x", { "x-lang": "//evil.example" }), "")?.location).toBe(
    "/%2F%2Fevil.example/x",
  );
  // "/../x" is the path itself.
  expect(redirect(at("/x", { "x-lang": ".." }), "")).toBeUndefined();
});

test("a rewrite hands parameters on that its destination does not use", () => {
  const { rewrite } = rulesOf({ rewrites: [{ source: "/u/:name", destination: "/user" }] });
  expect(rewrite.afterFiles(at("/u/a%20b"), "?t=1")).toEqual({ location: "/user?name=a+b&t=1" });
  expect(rewrite.beforeFiles(at("/u/a"), "")).toBeUndefined();
  const phases = rulesOf({ rewrites: { fallback: [{ source: "/:all*", destination: "/lost" }] } });
  expect(phases.rewrite.fallback(at("/a"), "")?.location).toBe("/lost?all=a");
});

test("all headers that fit are sent, with what their source matched", () => {
  const { headers } = rulesOf({
    headers: [
      { source: "/:path*", headers: [{ key: "X-Frame", value: "a" }] },
      {
        source: "/posts/:id",
        headers: [
          { key: "X-Frame", value: "b" },
          { key: "x-id", value: "p-:id" },
        ],
      },
    ],
  });
  expect(headers(at("/posts/5"))).toEqual([
    ["x-frame", "a"],
    ["x-frame", "b"],
    ["x-id", "p-5"],
  ]);
});

test.each<[Partial<RawUrlRules>, string]>([
  [{ redirects: {} }, "redirects() gives object; a list is needed."],
  [{ redirects: [5] }, "redirects()[0] is number; an object is needed."],
  [{ redirects: [{ source: "/a", destination: "/b" }] }, "redirects()[0] has neither permanent"],
  [
    { redirects: [{ source: "a", destination: "/b", permanent: true }] },
    'redirects()[0].source "a" is no pattern',
  ],
  [
    { redirects: [{ source: "/(", destination: "/b", permanent: true }] },
    'redirects()[0].source "/(" is no pattern',
  ],
  [
    { redirects: [{ source: "/a", destination: "//b", permanent: true }] },
    'redirects()[0].destination "//b" is no path',
  ],
  [
    { redirects: [{ source: "/a", destination: "javascript:x", permanent: true }] },
    "is no path and no http(s) address",
  ],
  [{ redirects: [{ source: "/a", destination: "/:(", permanent: true }] }, "is no pattern"],
  [
    { redirects: [{ source: "/a", destination: "/b", permanent: true, basePath: false }] },
    "basePath is false",
  ],
  [
    { redirects: [{ source: "/:a", destination: "/:b", permanent: true }] },
    "redirects()[0].destination uses :b",
  ],
  [{ rewrites: 5 }, "rewrites() gives number"],
  [{ rewrites: { before: [] } }, "rewrites() has the key before"],
  [
    { rewrites: [{ source: "/a", destination: "https://b.example/" }] },
    "rewrites()[0].destination leads to https://b.example",
  ],
  [
    { rewrites: { fallback: [{ source: "/a" }] } },
    "rewrites().fallback[0].destination is undefined",
  ],
  [{ headers: [{ source: "/a" }] }, "headers()[0].headers is undefined"],
  [
    { headers: [{ source: "/a", headers: [{ key: "a b", value: "c" }] }] },
    'headers()[0].headers[0].key is "a b"',
  ],
  [
    { headers: [{ source: "/a", headers: [{ key: "a", value: "b\nc" }] }] },
    "headers()[0].headers[0].value is no text",
  ],
])("%j is refused with its place", (raw, message) => {
  const rules = compileUrlRules({
    redirects: undefined,
    rewrites: undefined,
    headers: undefined,
    ...raw,
  });
  expect(rules.ok ? "" : rules.error).toContain(message);
});
