import { createHash } from "node:crypto";
import type { ServerAnswer } from "../server-answer.ts";

/** What an entry of a page holds: the page, or why there is none for everybody. */
export type PageBody =
  | {
      readonly kind: "page";
      /** Of the bytes, in quotes. */
      readonly etag: string;
      /** Those of a handler's own response. */
      readonly headers: ServerAnswer["headers"];
      readonly bytes: Uint8Array;
    }
  | ({ readonly kind: "per-request" } & NoPage);

/** A page that was made: its bytes, and the headers that a handler gave it. */
export interface MadePage {
  readonly bytes: Uint8Array;
  readonly headers: ServerAnswer["headers"];
}

/** Why there is no page for everybody: a phrase, e.g. `it reads cookies()`. */
export interface NoPage {
  readonly reason: string;
}

const pageMark = 0x70;
const perRequestMark = 0x72;

/** Writes what is kept of a page: `<mark><length of the head in four bytes><head><bytes>`, or `<mark><why there is none>`. */
export function writePageBody(made: MadePage | NoPage): Uint8Array {
  if ("reason" in made) return Buffer.concat([Buffer.of(perRequestMark), Buffer.from(made.reason)]);
  const { bytes, headers } = made;
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`;
  const head = Buffer.from(JSON.stringify([etag, headers]));
  const start = Buffer.alloc(5);
  start[0] = pageMark;
  start.writeUInt32BE(head.length, 1);
  return Buffer.concat([start, head, bytes]);
}

/** Reads what `writePageBody` wrote; undefined for anything else. */
export function readPageBody(body: Uint8Array): PageBody | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes[0] === perRequestMark)
    return { kind: "per-request", reason: bytes.subarray(1).toString() };
  if (bytes[0] !== pageMark) return undefined;
  const end = 5 + bytes.readUInt32BE(1);
  // Written above: entries that others can write to are sealed.
  const head: [etag: string, headers: [string, string][]] = JSON.parse(
    bytes.subarray(5, end).toString(),
  );
  return { kind: "page", etag: head[0], headers: head[1], bytes: bytes.subarray(end) };
}
