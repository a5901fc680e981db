import { createHash, hash } from "node:crypto";

/** What a call asked for. */
export interface CallContent {
  /** The whole id of the action: look-up, mask and signature. */
  readonly actionId: string;
  readonly body: Uint8Array;
  /** Boundary of a multipart body. */
  readonly boundary?: string | undefined;
}

/**
 * Gives what was called with what as a short text, equal for repetitions of one call only. A browser writes the
 * same form with another boundary when it sends it again: boundaries do not count, what stands between them does.
 */
export function hashContent({ actionId, body, boundary }: CallContent): string {
  const digest =
    boundary === undefined ? hash("sha256", body, "base64url") : hashParts(body, boundary);
  return `${actionId}.${digest}`;
}

function hashParts(body: Uint8Array, boundary: string): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  const hashing = createHash("sha256");
  const add = (part: Uint8Array): void => void hashing.update(`${part.length}:`).update(part);
  // The first delimiter has no line break in front.
  let from = bytes.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2))
    ? delimiter.length - 2
    : 0;
  for (let at = bytes.indexOf(delimiter, from); at !== -1; at = bytes.indexOf(delimiter, from)) {
    add(bytes.subarray(from, at));
    from = at + delimiter.length;
  }
  add(bytes.subarray(from));
  return hashing.digest("base64url");
}
