import { ringOf, type KeyRing, type RingKey } from "./key-ring.ts";
import { makeKey } from "./make-key.ts";
import type { RandomBytes } from "./seal-token.ts";

/** A ring after a rotation. */
export interface RotatedRing {
  /** The new key seals, the ones before it open. */
  readonly ring: KeyRing;
  /** Same keys, but the old one still seals: what servers have first that are replaced one by one. */
  readonly announced: KeyRing;
  /** The oldest ones, where there were too many. */
  readonly dropped: readonly RingKey[];
}

/** Keys of a ring after a rotation: every one that opens tokens is one that may leak. */
export const maxRotatedKeys = 4;

/** Puts a new key in front of a ring; at most `maxRotatedKeys` stay. */
export function rotateRing(ring: KeyRing, randomBytes: RandomBytes): RotatedRing {
  const made = makeKey(randomBytes, ring.keys);
  const kept = ring.keys.slice(0, maxRotatedKeys - 1);
  return {
    ring: ringOf(made, [made, ...kept]),
    announced: ringOf(ring.active, [...kept, made]),
    dropped: ring.keys.slice(kept.length),
  };
}
