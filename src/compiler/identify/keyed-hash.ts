import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Hashes lists of fields under one secret: HMAC-SHA-256 as lower-case hex. */
export type KeyedHash = (fields: readonly string[]) => string;

/** Makes the hash for `secret`. Every field is preceded by its length, so that no two lists look alike. */
export function keyedHash(secret: string): KeyedHash {
  // The prefix keeps the secret's other uses apart.
  const key = utf8ToBytes(`edict/id-secret/${secret}`);
  return (fields) => {
    const text = fields.map((field) => `${utf8ToBytes(field).length}:${field}`).join("");
    return bytesToHex(hmac(sha256, key, utf8ToBytes(text)));
  };
}
