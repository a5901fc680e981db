import { createHash } from "node:crypto";

/** What an entry of a page holds: the page, or why there is none for everybody. */
export type PageBody =
  | {
      readonly kind: "page";
      /** Of the bytes, in quotes. */
      readonly etag: string;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: "per-request";
      /** What it read, e.g. `cookies()`. */
      readonly reads: string;
    };

const pageMark = 0x70;
const perRequestMark = 0x72;

/** Writes what is kept of a page: `<mark><length of the tag><tag><bytes>`, or `<mark><what it read>`. */
export function writePageBody(
  made: { readonly bytes: Uint8Array } | { readonly reads: string },
): Uint8Array {
  if ("reads" in made) return Buffer.concat([Buffer.of(perRequestMark), Buffer.from(made.reads)]);
  const digest = createHash("sha256").update(made.bytes).digest("base64url").slice(0, 27);
  const etag = Buffer.from(`"${digest}"`);
  return Buffer.concat([Buffer.of(pageMark, etag.length), etag, made.bytes]);
}

/** Reads what `writePageBody` wrote; undefined for anything else. */
export function readPageBody(body: Uint8Array): PageBody | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const [mark, length = 0] = bytes;
  if (mark === perRequestMark) return { kind: "per-request", reads: bytes.subarray(1).toString() };
  if (mark !== pageMark) return undefined;
  return {
    kind: "page",
    etag: bytes.subarray(2, 2 + length).toString("latin1"),
    bytes: bytes.subarray(2 + length),
  };
}
