import { createCipheriv, createDecipheriv } from "node:crypto";
import { err, ok, type Result } from "../../base/index.ts";

/** A key that seals, with its name. */
export interface SealingKey {
  readonly kid: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** Gives this many random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Why a token was not opened. */
export type TokenFault = "malformed" | "unknown-key";

const version = "v1";
const ivBytes = 12;
const tagBytes = 16;
const tokenPattern = /^v1\.([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+)$/;

/** Seals bytes as `v1.<kid>.<base64url of IV, ciphertext, tag>` (AES-256-GCM); `context` must be given again to open them. */
export function sealToken(
  plain: Uint8Array,
  key: SealingKey,
  context: readonly string[],
  randomBytes: RandomBytes,
): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, iv);
  cipher.setAAD(lengthPrefixed([version, key.kid, ...context]));
  const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${key.kid}.${sealed.toString("base64url")}`;
}

/** Opens a token made by `sealToken` with the same context and one of `keys`. */
export function openToken(
  token: string,
  keys: ReadonlyMap<string, SealingKey>,
  context: readonly string[],
): Result<Uint8Array, TokenFault> {
  const [, kid, text] = tokenPattern.exec(token) ?? [];
  if (kid === undefined || text === undefined) return err("malformed");
  const sealed = Buffer.from(text, "base64url");
  // Buffer ignores stray bits at the end: only the one spelling of these bytes is the token.
  if (sealed.toString("base64url") !== text) return err("malformed");
  if (sealed.length < ivBytes + tagBytes) return err("malformed");
  const key = keys.get(kid);
  if (key === undefined) return err("unknown-key");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, sealed.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(lengthPrefixed([version, kid, ...context]));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plain = decipher.update(sealed.subarray(ivBytes, -tagBytes));
  try {
    return ok(Buffer.concat([plain, decipher.final()]));
  } catch {
    return err("malformed"); // the tag does not fit: altered, or sealed for something else
  }
}

/** Joins texts so that no two lists give the same bytes. */
function lengthPrefixed(texts: readonly string[]): Uint8Array {
  return Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(text, "utf8");
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
