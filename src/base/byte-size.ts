const factors: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/**
 * Reads a size as configurations write it, `"1mb"`, `"512 kB"` or a whole number of bytes, and gives bytes;
 * undefined for anything else. A kilobyte has 1,024 bytes; case does not matter.
 */
export function parseByteSize(value: unknown): number | undefined {
  if (typeof value === "number")
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== "string") return undefined;
  const found = /^(\d{1,15}(?:\.\d{1,3})?) ?(b|kb|mb|gb)$/i.exec(value.trim());
  const factor = factors[found?.[2]?.toLowerCase() ?? ""];
  if (found === null || factor === undefined) return undefined;
  const bytes = Math.floor(Number(found[1]) * factor);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** A number of bytes, or a text such as `"1mb"` or `"512kb"`. */
export type ByteSize = number | `${number}${"" | " "}${"b" | "kb" | "mb" | "gb"}`;
