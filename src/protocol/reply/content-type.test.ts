import { expect, test } from "vitest";
import { parseContentType } from "./content-type.ts";

test.each([
  "application/json",
  "text/html",
  "",
  "*/*",
  `text/plain;${"a".repeat(5_000)}`,
  "multipart/mixed; boundary=x",
  "text/plain;charset=utf-16",
  "text/plain;charset=utf-7",
  "text/plain;charset=utf-8, text/plain",
  "multipart/form-dataset; boundary=x",
])("D1, D3: %j is no body of a call", (header) => {
  expect(parseContentType(header)).toMatchObject({ ok: false, error: { code: "MEDIA" } });
});

test.each([
  "multipart/form-data",
  "multipart/form-data; boundary=",
  `multipart/form-data; boundary=${"a".repeat(71)}`,
  'multipart/form-data; boundary="a"',
  "multipart/form-data; boundary=a; boundary=b",
  "multipart/form-data; boundary=a, multipart/form-data; boundary=b",
  "multipart/form-data; charset=utf-8; boundary=a",
])("D2: %j has no plain boundary", (header) => {
  expect(parseContentType(header)).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
});

test.each([
  ["text/plain;charset=UTF-8", { kind: "text" }],
  ["text/plain; charset=utf-8", { kind: "text" }],
  ["Text/Plain", { kind: "text" }],
  ["application/x-www-form-urlencoded", { kind: "urlencoded" }],
  [
    "multipart/form-data; boundary=----formdata-undici-09",
    { kind: "multipart", boundary: "----formdata-undici-09" },
  ],
  ["multipart/form-data;boundary=AaB03x", { kind: "multipart", boundary: "AaB03x" }],
  [
    `multipart/form-data; boundary=${"a".repeat(70)}`,
    { kind: "multipart", boundary: "a".repeat(70) },
  ],
])("%j is read", (header, value) => {
  expect(parseContentType(header)).toEqual({ ok: true, value });
});
