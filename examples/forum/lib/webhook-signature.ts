import { createHmac, timingSafeEqual } from "node:crypto";

/** A signature older or younger than this is refused, so that a recorded request cannot be sent again later. */
const TOLERANCE_SECONDS = 300;

/** What came of checking a signature. */
export type SignatureVerdict = "valid" | "malformed" | "expired" | "wrong";

/** Makes the header `forum-signature: t=<unix seconds>,v1=<hex>` of a raw body. */
export function signWebhook(secret: string, body: Uint8Array, seconds: number): string {
  return `t=${seconds},v1=${macOf(secret, body, seconds).toString("hex")}`;
}

/** Checks that header over the bytes as they came; parsing first and printing again would be another body. */
export function verifyWebhook(
  secret: string,
  body: Uint8Array,
  header: string,
  nowSeconds: number,
): SignatureVerdict {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  const [, time, mac] = match ?? [];
  if (time === undefined || mac === undefined) return "malformed";
  const seconds = Number(time);
  if (!timingSafeEqual(Buffer.from(mac, "hex"), macOf(secret, body, seconds))) return "wrong";
  return Math.abs(nowSeconds - seconds) > TOLERANCE_SECONDS ? "expired" : "valid";
}

function macOf(secret: string, body: Uint8Array, seconds: number): Buffer {
  return createHmac("sha256", secret).update(`${seconds}.`).update(body).digest();
}
