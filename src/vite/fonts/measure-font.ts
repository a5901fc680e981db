import { readFile } from "node:fs/promises";
import { create } from "fontkitten";

/** Descriptors that make a font of the system take the room of another one. */
export type AdjustedMetrics = readonly (readonly [prop: string, value: string])[];

/** A font that most systems have. */
export type SystemFont = "Arial" | "Times New Roman";

/** Average width of a letter of English text, spaces included, in parts of the font's size. */
const systemWidths: Readonly<Record<SystemFont, number>> = {
  Arial: 934.51 / 2048,
  "Times New Roman": 854.4 / 2048,
};

/** Letters about as often as they stand in a text. */
const sample = "aaabcdeeeefghiijklmnnoopqrrssttuvwxyz      ";

/** Measures a font's file; undefined where it is none that can be read, so that nothing is known of it. */
export async function measureFont(
  file: string,
  stand: SystemFont,
): Promise<AdjustedMetrics | undefined> {
  const font = readFont(await readFile(file));
  if (font === undefined) return undefined;
  const width = averageWidth(font) ?? systemWidths[stand] * font.unitsPerEm;
  const adjusted = width / font.unitsPerEm / systemWidths[stand];
  const share = (units: number): string => percent(Math.abs(units) / (font.unitsPerEm * adjusted));
  return [
    ["ascent-override", share(font.ascent)],
    ["descent-override", share(font.descent)],
    ["line-gap-override", share(font.lineGap)],
    ["size-adjust", percent(adjusted)],
  ];
}

type ReadFont = Exclude<ReturnType<typeof create>, { readonly isCollection: true }>;

function readFont(bytes: Buffer): ReadFont | undefined {
  try {
    const font = create(bytes);
    return font.isCollection ? undefined : font;
  } catch {
    return undefined; // a format of which the library knows nothing, or no font: the browser will say so
  }
}

/** Undefined for a font without Latin letters. */
function averageWidth(font: ReadFont): number | undefined {
  let width = 0;
  for (const letter of sample) {
    const point = letter.codePointAt(0) ?? 0;
    if (!font.hasGlyphForCodePoint(point)) return undefined;
    width += font.glyphForCodePoint(point).advanceWidth;
  }
  return width / sample.length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
