import { hkdfSync } from "node:crypto";
import { err, ok, type Result } from "../../base/index.ts";

/** One secret of the ring, and its name in sealed tokens. */
export interface RingKey {
  /** 1 to 16 letters, digits, `-` or `_`, e.g. `k1`. */
  readonly kid: string;
  /** 16, 24 or 32 bytes. */
  readonly secret: Uint8Array;
}

/** The secrets of a server: the first seals, all open. */
export interface KeyRing {
  readonly active: RingKey;
  readonly keys: readonly RingKey[];
}

/** What a derived key is for; two purposes never share one. */
export type KeyPurpose = "captures" | "bound" | "cache" | "draft" | "form-tokens";

/** Reads `k2:<base64 of 32 bytes>,k1:…`; the error says which entry is wrong, without its value. */
export function parseKeyRing(text: string): Result<KeyRing, string> {
  const keys: RingKey[] = [];
  for (const [index, entry] of text.split(",").entries()) {
    const key = parseEntry(entry.trim());
    if (!key.ok) return err(`entry ${index + 1} ${key.error}`);
    if (keys.some(({ kid }) => kid === key.value.kid))
      return err(`entry ${index + 1} repeats the name ${key.value.kid}`);
    keys.push(key.value);
  }
  const active = keys[0];
  return active === undefined ? err("there is no entry") : ok(ringOf(active, keys));
}

/** Writes a ring as `parseKeyRing` reads it. */
export function formatKeyRing({ keys }: KeyRing): string {
  return keys
    .map(({ kid, secret }) => `${kid}:${Buffer.from(secret).toString("base64")}`)
    .join(",");
}

/** Makes a ring of keys that were already checked. */
export function ringOf(active: RingKey, keys: readonly RingKey[] = [active]): KeyRing {
  return Object.freeze({ active, keys: Object.freeze([...keys]) });
}

function parseEntry(entry: string): Result<RingKey, string> {
  const [, kid, base64] = /^([A-Za-z0-9_-]{1,16}):([A-Za-z0-9+/_-]+={0,2})$/.exec(entry) ?? [];
  if (kid === undefined || base64 === undefined) return err('is not "<name>:<base64 of 32 bytes>"');
  const secret = Buffer.from(base64, "base64");
  if (secret.length !== 32) return err(`(${kid}) has ${secret.length} bytes, 32 are needed`);
  if (isGuessable(secret)) return err(`(${kid}) is a sample, not a secret`);
  return isTyped(secret) ? err(`(${kid}) is text, not random bytes`) : ok({ kid, secret });
}

/** Tells a key that someone typed as a placeholder: a few bytes repeated, or one counting up. */
export function isGuessable(secret: Uint8Array): boolean {
  const steps = new Set(secret.subarray(1).map((byte, index) => byte - (secret[index] ?? 0)));
  return new Set(secret).size < 4 || steps.size === 1;
}

/** Tells a key that is readable text: a password or a sample in base64. Of random bytes, one key in 10^13 is. */
function isTyped(secret: Uint8Array): boolean {
  return secret.every((byte) => byte >= 0x20 && byte < 0x7f);
}

/** Derives the 32 bytes of one key for one purpose (HKDF-SHA-256, RFC 5869). */
export function deriveKey(key: RingKey, purpose: KeyPurpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key.secret, "", `edict/${purpose}/1`, 32));
}
