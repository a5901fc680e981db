/** Hashes lists of fields under one secret: HMAC-SHA-256 as lower-case hex. */
export type KeyedHash = (fields: readonly string[]) => Promise<string>;

/** Makes the hash for `secret`. Every field is preceded by its length, so that no two lists look alike. */
export async function keyedHash(secret: string): Promise<KeyedHash> {
  const encoder = new TextEncoder();
  const { subtle } = globalThis.crypto;
  // An empty key is refused by WebCrypto; the prefix also keeps the secret's other uses apart.
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey(
    "raw",
    encoder.encode(`edict/id-secret/${secret}`),
    algorithm,
    false,
    ["sign"],
  );
  return async (fields) => {
    const text = fields.map((field) => `${encoder.encode(field).length}:${field}`).join("");
    const bytes = new Uint8Array(await subtle.sign("HMAC", key, encoder.encode(text)));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
}
