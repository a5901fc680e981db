import { inflateSync } from "node:zlib";
import { create } from "fontkitten";

/** What is measured of a font, in its own units. */
export interface FontMetrics {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly lineGap: number;
  /** Of a letter of English text, spaces included; undefined for a font without Latin letters. */
  readonly averageWidth: number | undefined;
}

/** Letters about as often as they stand in a text. */
const sample = "aaabcdeeeefghiijklmnnoopqrrssttuvwxyz      ";

/** Reads the metrics of a font; undefined where the bytes are none that can be read. */
export function readFontMetrics(bytes: Buffer): FontMetrics | undefined {
  if (!isWhole(bytes)) return undefined;
  try {
    // Each table is read when it is first asked for, so that any of these may fail.
    const font = create(bytes);
    if (font.isCollection) return undefined;
    const { unitsPerEm, ascent, descent, lineGap } = font;
    if (unitsPerEm === 0) return undefined;
    return { unitsPerEm, ascent, descent, lineGap, averageWidth: averageWidth(font) };
  } catch {
    // The error says where the library stumbled, which mends no font: the browser will say that it is none.
    return undefined;
  }
}

/**
 * Whether a compressed font has all its bytes. The library's own `inflate` reads zeros past the end of what it was
 * given, and with that, or with a damaged table, may never end.
 * Source: https://www.w3.org/TR/WOFF/#WOFFHeader, https://www.w3.org/TR/WOFF2/#woff20Header
 */
function isWhole(bytes: Buffer): boolean {
  const signature = bytes.toString("latin1", 0, 4);
  if (signature !== "wOFF" && signature !== "wOF2") return true;
  if (bytes.length < directoryAt || bytes.readUInt32BE(8) !== bytes.length) return false;
  return signature === "wOF2" || inflates(bytes);
}

/** Where the directory of a WOFF begins, and how long an entry of it is, in bytes. */
const directoryAt = 44;
const entryBytes = 20;

/** Whether every table of a WOFF that is compressed is what its entry says. */
function inflates(bytes: Buffer): boolean {
  const end = directoryAt + entryBytes * bytes.readUInt16BE(12);
  if (end > bytes.length) return false;
  for (let entry = directoryAt; entry < end; entry += entryBytes) {
    const start = bytes.readUInt32BE(entry + 4);
    const length = bytes.readUInt32BE(entry + 8);
    const whole = bytes.readUInt32BE(entry + 12);
    if (length < whole && !inflatesTo(bytes.subarray(start, start + length), whole)) return false;
  }
  return true;
}

function inflatesTo(table: Buffer, whole: number): boolean {
  try {
    return inflateSync(table, { maxOutputLength: whole }).length === whole;
  } catch {
    return false; // damaged in one of the ways that zlib knows, which are all the same here
  }
}

type ReadFont = Exclude<ReturnType<typeof create>, { readonly isCollection: true }>;

function averageWidth(font: ReadFont): number | undefined {
  let width = 0;
  for (const letter of sample) {
    const point = letter.codePointAt(0) ?? 0;
    if (!font.hasGlyphForCodePoint(point)) return undefined;
    width += font.glyphForCodePoint(point).advanceWidth;
  }
  return width > 0 ? width / sample.length : undefined;
}
