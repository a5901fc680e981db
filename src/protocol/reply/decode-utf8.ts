import { ReplyFault } from "./reply-fault.ts";

const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/**
 * Decodes UTF-8 without replacing anything: bytes that are not UTF-8 are a fault naming `what`,
 * because two different bodies must never become the same text. A byte order mark stays in the text.
 */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return strict.decode(bytes);
  } catch {
    throw new ReplyFault(`${what} is not UTF-8`);
  }
}
