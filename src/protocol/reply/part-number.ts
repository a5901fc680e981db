const partPattern = /^(?:0|[1-9a-f][0-9a-f]{0,6})$/u;

/** Reads the number of a part as tags and paths spell it: lower-case hexadecimal without leading zeros; undefined for any other text. */
export function parsePartNumber(digits: string): number | undefined {
  return partPattern.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
