import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redirectTarget } from "./redirect-target.ts";
import { runWithStore } from "./request-storage.ts";
import { sampleStore } from "../../test/context/sample-store.ts";
import { UsageError } from "./usage-error.ts";

const go = (url: unknown): string => redirectTarget("redirect", url);

describe("redirectTarget", () => {
  test.each([
    ["/", "/"],
    ["/posts/5?tab=all#last", "/posts/5?tab=all#last"],
    ["/a b/é", "/a%20b/%C3%A9"],
    ["/a/./b/../c", "/a/c"],
    ["/files/a%2Fb", "/files/a%2Fb"],
    ["/search?next=//elsewhere\\", "/search?next=//elsewhere\\"],
    ["https://example.com", "https://example.com/"],
    ["HTTP://example.com/a?b#c", "http://example.com/a?b#c"],
    ["?tab=all", "/?tab=all"],
  ])("sends %j to %j", (given, target) => {
    expect(go(given)).toBe(target);
  });

  test.each([
    "",
    " /posts",
    "/posts ",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\tevil",
    "/\t/evil.example",
    "/\n/evil.example",
    "/a\r\nset-cookie: x=1",
    "/a\0b",
    "/\u007f",
    "/./\\evil.example",
    "/a\\b",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e%2e//evil.example",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%5Cevil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "https://",
    "https://a b/",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "mailto:a@example.com",
    "\u00a0/posts",
    undefined,
    null,
    5,
    { href: "/posts" },
  ])("refuses %j", (given) => {
    expect(() => go(given)).toThrow(UsageError);
    expect(() => go(given)).toThrow(/\(invalid-redirect\)$/);
  });

  test("reads a search or a relative path against the page of the request", () => {
    const store = sampleStore({ url: "http://localhost:3000/posts/5?old=1" });
    expect(runWithStore(store, () => go("?tab=all"))).toBe("/posts/5?tab=all");
    expect(runWithStore(store, () => go("edit"))).toBe("/posts/edit");
  });

  test("refuses a scheme without a host also where the page has the same scheme", () => {
    const store = sampleStore({ url: "https://localhost:3000/" });
    expect(() => runWithStore(store, () => go("https:evil.example"))).toThrow("whose scheme");
  });

  test("quotes a hostile value escaped and cut", () => {
    const message = (): string => go(`//${"x\n".repeat(200)}`);
    expect(message).toThrow(/\\n/);
    expect(message).not.toThrow(/\n/);
    expect(message).not.toThrow(/(?:x\\n){65}/);
  });

  test("never lets a relative target leave the origin, whatever the characters", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "%2e",
      "%2f",
      "%5c",
      "a",
      ":",
      "@",
      "?",
      "#",
      "\t",
      "evil.example",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const given = pieces.join("");
        let target: string;
        try {
          target = go(given);
        } catch (error) {
          return error instanceof UsageError;
        }
        return (
          target.startsWith("/") &&
          new URL(target, "https://app.example").origin === "https://app.example"
        );
      }),
      { numRuns: 3_000 },
    );
  });
});
