import { expect, test } from "vitest";
import { parseByteSize } from "./byte-size.ts";

test.each([
  ["1mb", 1_048_576],
  ["1MB", 1_048_576],
  ["512 kB", 524_288],
  ["1.5mb", 1_572_864],
  ["2gb", 2_147_483_648],
  ["10b", 10],
  ["0b", 0],
  [" 4kb ", 4_096],
  [4_194_304, 4_194_304],
  [0, 0],
])("%j is %d bytes", (value, bytes) => {
  expect(parseByteSize(value)).toBe(bytes);
});

test.each([
  "",
  "1",
  "mb",
  "1 tb",
  "-1mb",
  "1e3mb",
  "0x10kb",
  "1mb2",
  "99999999999gb",
  -1,
  1.5,
  Number.NaN,
  Infinity,
  null,
  true,
  {},
])("%j is no size", (value) => {
  expect(parseByteSize(value)).toBeUndefined();
});
