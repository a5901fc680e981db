import { boundary } from "../protocol/reply-body.ts";
import { callOf } from "./calls.ts";
import type { Host } from "./hosts.ts";
import { openRaw, type RawExchange } from "./raw-exchange.ts";

/** The body of a call with one file, in its three pieces. */
export interface UploadBody {
  /** Everything in front of the content. */
  readonly head: string;
  readonly content: Buffer;
  readonly tail: string;
}

/** What ends such a body. */
export const closing: string = `\r\n--${boundary}--\r\n`;

/** Writes the call `upload(file)`, or `upload(form)` with the field `title` and the file `file`, as a browser orders it. */
export function uploadBody(content: Buffer | string, as: "file" | "form" = "file"): UploadBody {
  const field = (name: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = (name: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="tape.bin"\r\n` +
    "Content-Type: Video/X-Tape\r\n\r\n";
  return {
    head:
      as === "file"
        ? field("0", '["$B1"]') + file("1")
        : field("_1_title", "home") + field("0", '["$K1"]') + file("_1_file"),
    content: Buffer.from(content),
    tail: closing,
  };
}

/** Headers of such a call, its length and that of its content among them; `undefined` leaves one out. */
export function uploadHeaders(
  host: Pick<Host, "origin">,
  { head, content, tail }: UploadBody,
  more: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const { headers = {} } = callOf(host, "upload", []);
  const all: Record<string, string | readonly string[] | undefined> = {
    host: new URL(host.origin).host,
    ...headers,
    "content-type": `multipart/form-data; boundary=${boundary}`,
    "content-length": String(Buffer.byteLength(head) + content.length + Buffer.byteLength(tail)),
    "edict-upload": String(content.length),
    ...more,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

/** A call whose content the test writes itself. */
export interface StartedUpload extends RawExchange {
  readonly body: UploadBody;
  readonly write: (bytes: Buffer | string) => void;
  /** Writes all of the content, and what ends the body. */
  readonly finish: () => void;
}

/** Begins a call over a connection of its own: what stands in front of the content is sent. */
export function startUpload(
  host: Pick<Host, "origin">,
  body: UploadBody,
  more: Readonly<Record<string, string | undefined>> = {},
): StartedUpload {
  const lines = Object.entries(uploadHeaders(host, body, more)).map((pair) => pair.join(": "));
  const raw = openRaw(host, ["POST / HTTP/1.1", ...lines, "", body.head].join("\r\n"));
  const write = (bytes: Buffer | string): void => void raw.socket.write(bytes);
  const finish = (): void => {
    write(body.content);
    write(body.tail);
  };
  return { ...raw, body, write, finish };
}
