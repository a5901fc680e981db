import { expect, test } from "vitest";
import { hashContent } from "./hash-content.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const of = (body: string, boundary?: string): string =>
  hashContent({ actionId: "a", body: bytes(body), boundary });
const form = (boundary: string, ...parts: string[]): string =>
  `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("")}--${boundary}--\r\n`;

test("an action and a body together are one content", () => {
  expect(of("[1]")).toBe(of("[1]"));
  expect(of("[1]")).not.toBe(of("[2]"));
  expect(hashContent({ actionId: "b", body: bytes("[1]") })).not.toBe(of("[1]"));
});

test("the boundary of a form does not count", () => {
  expect(of(form("x", "one", "two"), "x")).toBe(of(form("yyy", "one", "two"), "yyy"));
});

test.each([
  ["another part", form("x", "one", "2")],
  ["parts in another order", form("x", "two", "one")],
  ["one part of both", form("x", "onetwo")],
  ["the boundary within a part", form("x", "one\r\n--", "two")],
  ["no last delimiter", form("x", "one", "two").replace("--x--", "--x")],
])("%s is another content", (_, body) => {
  expect(of(body, "x")).not.toBe(of(form("x", "one", "two"), "x"));
});

test("a boundary in the middle of a line is content", () => {
  expect(of(form("x", "one --x"), "x")).not.toBe(of(form("y", "one --y"), "y"));
});

test("a part of a larger buffer is hashed alone", () => {
  const text = form("x", "one");
  const whole = bytes(`noise${text}noise`);
  const part = whole.subarray(5, 5 + text.length);
  expect(hashContent({ actionId: "a", body: part, boundary: "x" })).toBe(of(text, "x"));
});
