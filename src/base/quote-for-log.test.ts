import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteForLog } from "./quote-for-log.ts";

test("escapes what could end the line, steer a terminal or close the quotes", () => {
  expect(quoteForLog('a\r\n\u001b[31m"\\ü\u202e')).toBe(
    '"a\\u000d\\u000a\\u001b[31m\\"\\\\\\u00fc\\u202e"',
  );
  expect(quoteForLog(undefined)).toBe("(none)");
});

test("cuts at 128 characters", () => {
  expect(quoteForLog("x".repeat(129))).toBe(`"${"x".repeat(128)}"…`);
});

test("is printable ASCII whatever it quotes", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff), { maxLength: 128 }), (units) =>
      /^"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\]|\\u[0-9a-f]{4})*"$/.test(
        quoteForLog(String.fromCharCode(...units)),
      ),
    ),
  );
});
