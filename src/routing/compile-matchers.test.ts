import { describe, expect, test } from "vitest";
import { compileMatchers, type MatchedRequest } from "./compile-matchers.ts";

function request(path: string, more: Partial<MatchedRequest> = {}): MatchedRequest {
  const nothing = (): undefined => undefined;
  return { path, host: "localhost", header: nothing, cookie: nothing, query: nothing, ...more };
}

function matches(matcher: unknown, path: string, more: Partial<MatchedRequest> = {}): boolean {
  const compiled = compileMatchers(matcher);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value(request(path, more));
}

describe("a pattern", () => {
  test.each([
    ["/admin", ["/admin", "/admin/"], ["/", "/admin/x", "/Admin", "/administrator"]],
    ["/admin/:path*", ["/admin", "/admin/a", "/admin/a/b"], ["/adminx", "/x/admin"]],
    ["/admin/:path+", ["/admin/a"], ["/admin"]],
    ["/posts/:id", ["/posts/5", "/posts/%C3%BC"], ["/posts", "/posts/5/edit"]],
    ["/posts/:id(\\d+)", ["/posts/5"], ["/posts/five"]],
    ["/:lang(de|en)/about", ["/de/about", "/en/about"], ["/fr/about", "/about"]],
    [
      "/((?!api|_next/static).*)",
      ["/", "/admin", "/a/b"],
      ["/api", "/api/x", "/_next/static/a.js"],
    ],
    ["/größe", ["/gr%C3%B6%C3%9Fe"], ["/gr%C3%B6%C3%9F"]],
    ["/gr%C3%B6%C3%9Fe", ["/gr%C3%B6%C3%9Fe"], ["/"]],
    ["/(größe|länge)", ["/gr%C3%B6%C3%9Fe", "/l%C3%A4nge"], ["/breite"]],
    ["/a b", ["/a%20b"], ["/ab"]],
    ["/", ["/"], ["/a"]],
  ])("%s fits these paths and no others", (pattern, fitting, others) => {
    expect(fitting.filter((path) => !matches(pattern, path))).toEqual([]);
    expect(others.filter((path) => matches(pattern, path))).toEqual([]);
  });
});

describe("conditions", () => {
  const cookie = (name: string): string | undefined => (name === "session" ? "abc" : undefined);
  const header = (name: string): string | undefined => (name === "x-kind" ? "beta-2" : undefined);
  const query = (name: string): string | undefined => (name === "tab" ? "all" : undefined);

  test.each([
    [{ has: [{ type: "cookie", key: "session" }] }, true],
    [{ has: [{ type: "cookie", key: "other" }] }, false],
    [{ missing: [{ type: "cookie", key: "session" }] }, false],
    [{ missing: [{ type: "cookie", key: "other" }] }, true],
    [{ has: [{ type: "header", key: "X-Kind", value: "beta-\\d" }] }, true],
    [{ has: [{ type: "header", key: "X-Kind", value: "beta" }] }, false],
    [{ has: [{ type: "header", key: "x-none", value: ".*" }] }, false],
    [{ has: [{ type: "query", key: "tab", value: "all|some" }] }, true],
    [{ has: [{ type: "host", value: "localhost" }] }, true],
    [{ has: [{ type: "host", value: "local" }] }, false],
    [
      { has: [{ type: "cookie", key: "session" }], missing: [{ type: "query", key: "tab" }] },
      false,
    ],
  ])("%j hold: %s", (conditions, holds) => {
    expect(matches([{ source: "/x", ...conditions }], "/x", { cookie, header, query })).toBe(holds);
  });
});

test("nothing stands for every request, an empty list for none", () => {
  expect([matches(undefined, "/x"), matches([], "/x")]).toEqual([true, false]);
});

test.each([
  ["admin", 'config.matcher "admin" is no pattern: it does not begin with "/".'],
  ["/a(", 'config.matcher "/a(" is no pattern: Unbalanced pattern at 2.'],
  [`/${"a".repeat(4_096)}`, "it has more than 4096 characters"],
  [null, "config.matcher is null"],
  [["/a", 5], "config.matcher[1] is number"],
  [[{ source: "/a", regexp: "x" }], "config.matcher[0] has the key regexp"],
  [{ source: "/a", has: {} }, "config.matcher.has is object; a list is needed."],
  [{ source: "/a", has: [{ type: "host" }] }, "config.matcher.has[0] has no value."],
  [{ source: "/a", has: [{ type: "cookie" }] }, "config.matcher.has[0] has no key."],
  [{ source: "/a", missing: [{ type: "ip", key: "x" }] }, 'config.matcher.missing[0].type is "ip"'],
  [{ source: "/a", has: [{ type: "query", key: "x", value: "(" }] }, "is no regular expression"],
  [
    { source: "/a", has: [{ type: "query", key: "x", value: 1 }] },
    "value is number; a text is needed.",
  ],
])("%j is refused", (matcher, problem) => {
  const compiled = compileMatchers(matcher);
  expect(compiled.ok ? "" : compiled.error).toContain(problem);
});
