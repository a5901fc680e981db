import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** `<salt>:<hash>`, both in hex. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("hex")}:${(await derive(passphrase, salt)).toString("hex")}`;
}

/** Tells whether a passphrase fits; takes as long where there is none to compare with. */
export async function fitsPassphrase(
  passphrase: string,
  hash: string | undefined,
): Promise<boolean> {
  const [salt = "", expected = ""] = (hash ?? `${"0".repeat(32)}:${"0".repeat(64)}`).split(":");
  const derived = await derive(passphrase, Buffer.from(salt, "hex"));
  return timingSafeEqual(derived, Buffer.from(expected, "hex")) && hash !== undefined;
}

function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize("NFKC"), salt, 32, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}
