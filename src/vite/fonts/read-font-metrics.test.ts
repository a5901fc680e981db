import { existsSync, readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { readFontMetrics, type FontMetrics } from "./read-font-metrics.ts";

const abel = "node_modules/@fontsource/abel/files/abel-latin-400-normal.woff";
const inter = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
const liberation = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf";

/** Within a bound: a loop that never ends fails the test instead of stopping all of them. */
function read(bytes: Buffer): FontMetrics | undefined {
  const context = createContext({ run: () => readFontMetrics(bytes) });
  // The value of `run`, which has this type.
  return runInContext("run()", context, { timeout: 3000 }) as FontMetrics | undefined;
}

function cut(file: string, share: number): Buffer {
  const bytes = readFileSync(file);
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

test.each([
  [abel, 2048],
  [inter, 2048],
])("%s is read", (file, unitsPerEm) => {
  const metrics = read(readFileSync(file));
  expect(metrics).toMatchObject({ unitsPerEm, lineGap: 0 });
  expect(metrics?.averageWidth).toBeGreaterThan(500);
});

test.each([abel, inter])("%s is not read where its end is missing", (file) => {
  for (const share of [0, 0.0003, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
    expect(read(cut(file, share)), `${share}`).toBeUndefined();
});

test("a font without compression is not read where what is measured was cut off", ({ skip }) => {
  skip(!existsSync(liberation), `${liberation} is not there`);
  expect(read(readFileSync(liberation))).toMatchObject({ unitsPerEm: 2048, ascent: 1854 });
  for (const share of [0, 0.001, 0.01, 0.05, 0.1, 0.2])
    expect(read(cut(liberation, share)), `${share}`).toBeUndefined();
});

test("a damaged table of a WOFF is not inflated for ever", () => {
  const whole = readFileSync(abel);
  for (let at = 0; at < 200; at += 1) {
    const bytes = Buffer.from(whole);
    // Spread over all tables, always the same.
    for (let n = 0; n < 40; n += 1) bytes[600 + ((at * 7919 + n * 104_729) % 12_000)] = at + n;
    expect(read(bytes), `damage ${at}`).toBeUndefined();
  }
});

test.each([
  ["one that inflates to less", 12, 1],
  ["one that inflates to more", 12, -1],
  ["one beyond the end", 4, 1_000_000],
])("a WOFF is not read whose directory names a table's wrong size: %s", (_, field, by) => {
  const bytes = readFileSync(abel);
  const entry = 44 + 20 * compressed(bytes);
  bytes.writeUInt32BE(bytes.readUInt32BE(entry + field) + by, entry + field);
  expect(read(bytes)).toBeUndefined();
});

/** The first table that is compressed. */
function compressed(bytes: Buffer): number {
  for (let index = 0; ; index += 1)
    if (bytes.readUInt32BE(44 + 20 * index + 8) < bytes.readUInt32BE(44 + 20 * index + 12))
      return index;
}

test("a font whose em has no units is not read", ({ skip }) => {
  skip(!existsSync(liberation), `${liberation} is not there`);
  const bytes = readFileSync(liberation);
  const head = 316; // where that table begins in this file
  bytes.writeUInt16BE(0, head + 18);
  expect(read(bytes)).toBeUndefined();
});
