import { readFile } from "node:fs/promises";
import { readFontMetrics } from "./read-font-metrics.ts";

/** Descriptors that make a font of the system take the room of another one. */
export type AdjustedMetrics = readonly (readonly [prop: string, value: string])[];

/** A font that most systems have. */
export type SystemFont = "Arial" | "Times New Roman";

/** Average width of a letter of English text, spaces included, in parts of the font's size. */
const systemWidths: Readonly<Record<SystemFont, number>> = {
  Arial: 934.51 / 2048,
  "Times New Roman": 854.4 / 2048,
};

/** Measures a font's file; undefined where it is none that can be read, so that nothing is known of it. */
export async function measureFont(
  file: string,
  stand: SystemFont,
): Promise<AdjustedMetrics | undefined> {
  const font = readFontMetrics(await readFile(file));
  if (font === undefined) return undefined;
  const width = font.averageWidth ?? systemWidths[stand] * font.unitsPerEm;
  const adjusted = width / font.unitsPerEm / systemWidths[stand];
  const share = (units: number): string => percent(Math.abs(units) / (font.unitsPerEm * adjusted));
  return [
    ["ascent-override", share(font.ascent)],
    ["descent-override", share(font.descent)],
    ["line-gap-override", share(font.lineGap)],
    ["size-adjust", percent(adjusted)],
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
