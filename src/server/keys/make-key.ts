import { ringOf, type KeyRing, type RingKey } from "./key-ring.ts";
import type { RandomBytes } from "./seal-token.ts";

/**
 * Makes a key with a name of its own, e.g. `k48210937`: names are drawn too, because a name that comes again for another
 * key would make the tokens of the first look forged, where they are only old.
 */
export function makeKey(randomBytes: RandomBytes, taken: readonly RingKey[] = []): RingKey {
  const secret = randomBytes(32);
  const kids = new Set(taken.map(({ kid }) => kid));
  for (;;) {
    const drawn = Buffer.from(randomBytes(4)).readUInt32BE();
    const kid = `k${String(drawn % 100_000_000).padStart(8, "0")}`;
    if (!kids.has(kid)) return { kid, secret };
  }
}

/** Makes a ring of one new key. */
export function makeKeyRing(randomBytes: RandomBytes): KeyRing {
  return ringOf(makeKey(randomBytes));
}
