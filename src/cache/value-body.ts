import { err, ok, type Result } from "../base/index.ts";
import { decodeValues, encodeValues, type ValueFault } from "../protocol/values/index.ts";
import type { CacheEntry } from "./cache-store.ts";
import { cloneValue } from "./clone-value.ts";

/** What a kept value may come to; much more than what is sent, since nobody sends it. */
const bodyLimits = { maxBytes: 16_777_216, maxNodes: 1_000_000, maxDepth: 64 } as const;

/** Writes a value as the body of an entry; the error names what of it cannot be written down. */
export function writeValueBody(value: unknown): Result<Uint8Array, ValueFault> {
  const encoded = encodeValues([value], { names: ["it"], limits: bodyLimits });
  return encoded.ok ? ok(encoded.value) : err(encoded.error);
}

/** Values by the entry they were read from: what stays in memory is read once. */
const read = new WeakMap<CacheEntry, readonly [value: unknown]>();

/**
 * Gives the value of an entry that `writeValueBody` wrote, anew each time: what a caller changes in it, the next one
 * does not see.
 * @param from where it begins in the body
 * @throws TypeError for a body of anything else
 */
export function readValueBody(entry: CacheEntry, from = 0): unknown {
  const known = read.get(entry);
  if (known !== undefined) return cloneValue(known[0]);
  const decoded = decodeValues(entry.body.subarray(from), { limits: bodyLimits });
  if (!decoded.ok)
    throw new TypeError(`The cached ${entry.about} cannot be read: ${decoded.error.what}.`);
  const [value] = decoded.value;
  read.set(entry, [value]);
  return cloneValue(value);
}
