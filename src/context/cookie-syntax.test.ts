import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  readCookieHeader,
  writeCookieHeader,
  writeSetCookie,
  type CookieOptions,
} from "./cookie-syntax.ts";
import { UsageError } from "./usage-error.ts";

describe("writeSetCookie", () => {
  test("writes all attributes", () => {
    expect(
      writeSetCookie("__Host-id", "a;b", {
        path: "/x",
        domain: "example.com",
        maxAge: 60.9,
        expires: 1_000,
        httpOnly: true,
        secure: true,
        sameSite: true,
        partitioned: true,
        priority: "high",
      }),
    ).toBe(
      "__Host-id=a%3Bb; Max-Age=60; Domain=example.com; Path=/x; Expires=Thu, 01 Jan 1970 00:00:01 GMT; " +
        "HttpOnly; Secure; Partitioned; Priority=High; SameSite=Strict",
    );
  });

  test("leaves out what is false", () => {
    expect(writeSetCookie("a", "", { httpOnly: false, secure: false, sameSite: false })).toBe(
      "a=; Path=/",
    );
  });

  test.each(["", "a b", "a;b", "a=b", "a\r\n", "a\0", "é", "a,b", 5, undefined])(
    "refuses the name %j",
    (name) => {
      expect(() => writeSetCookie(name as string, "1")).toThrow(UsageError); // a caller without types
    },
  );

  test.each(["a\rb", "a\nb", "a\0b", "\ud800", 5, undefined, null, {}])(
    "refuses the value %j",
    (value) => {
      expect(() => writeSetCookie("a", value as string)).toThrow("(invalid-cookie)"); // a caller without types
    },
  );

  test.each<CookieOptions>([
    { path: "/\r\nx: y" },
    { path: "/a; Domain=evil.example" },
    { path: "relative" },
    { path: "" },
    { path: `/${"a".repeat(1_024)}` },
    { domain: "evil.example\r\nx: y" },
    { domain: "a b" },
    { domain: "a; Secure" },
    { maxAge: Number.NaN },
    { expires: new Date(Number.NaN) },
    { sameSite: "none; Secure" as "none" },
    { priority: "x" as "low" },
  ])("refuses the attributes %j", (options) => {
    expect(() => writeSetCookie("a", "1", options)).toThrow("(invalid-cookie)");
  });

  test("takes name and value of 4,096 bytes together, and not one more", () => {
    expect(writeSetCookie("a", "x".repeat(4_094))).toHaveLength(4_096 + "; Path=/".length);
    expect(() => writeSetCookie("a", "x".repeat(4_095))).toThrow("4097 bytes");
    expect(() => writeSetCookie("a", "é".repeat(700))).toThrow("(invalid-cookie)");
  });

  test("never writes a character that could end the header or the cookie", () => {
    const text = fc.string({ unit: "binary", maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, (name, value, path) => {
        try {
          const header = writeSetCookie(name, value, { path });
          return !/\p{Cc}/u.test(header) && header.split("; ").length === 2;
        } catch (error) {
          return error instanceof UsageError;
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("a value comes back as it was written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      const read = readCookieHeader(writeCookieHeader(new Map([["a", value]])));
      expect(read.get("a")).toBe(value);
    }),
  );
});

test("junk in a Cookie header is left out", () => {
  expect([...readCookieHeader("a=1; ;; b ; =; c=%E0%A4%A; d=2")]).toEqual([
    ["a", "1"],
    ["", ""],
    ["c", "%E0%A4%A"],
    ["d", "2"],
  ]);
});
