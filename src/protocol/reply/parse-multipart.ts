import type { Result } from "../../base/index.ts";
import type { Refusal } from "../refusal.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { FilePart, type FormPart } from "./form-part.ts";
import { readPartHeaders } from "./read-part-headers.ts";
import { catchFault, overLimit, ReplyFault } from "./reply-fault.ts";
import type { ReplyBudgets } from "./reply-options.ts";

const CR = 13;
const LF = 10;
const DASH = 45;

/**
 * Reads `multipart/form-data` bytes, strictly as browsers write them: no preamble, no epilogue,
 * no nesting, no transfer encoding. Budgets are counted while reading. Errors: MALFORMED, TOO_LARGE.
 */
export function parseMultipart(
  bytes: Uint8Array,
  boundary: string,
  budgets: ReplyBudgets,
): Result<FormPart[], Refusal> {
  return catchFault(() => readParts(bytes, asciiBytes(`\r\n--${boundary}`), budgets));
}

function readParts(bytes: Uint8Array, delimiter: Uint8Array, budgets: ReplyBudgets): FormPart[] {
  const parts: FormPart[] = [];
  let files = 0;
  // The first delimiter stands at the very start and has no line break before it.
  if (!matchesAt(bytes, delimiter.subarray(2), 0))
    throw new ReplyFault("text before the first part");
  let at = delimiter.length - 2;
  while (!endsAt(bytes, at)) {
    if (bytes[at] !== CR || bytes[at + 1] !== LF)
      throw new ReplyFault("a boundary that is not followed by a line break");
    if (parts.length === budgets.maxParts) throw overLimit(budgets, "maxParts", "parts");
    const start = at + 2;
    const headerEnd = findHeaderEnd(bytes, start, budgets.maxPartHeaderBytes);
    const headers = readPartHeaders(bytes.subarray(start, headerEnd), budgets);
    const bodyStart = headerEnd + 4;
    const bodyEnd = findDelimiter(bytes, delimiter, bodyStart);
    const body = bytes.subarray(bodyStart, bodyEnd);
    if (headers.fileName === undefined) {
      parts.push({ kind: "field", name: headers.name, value: readValue(body, budgets) });
    } else {
      if (++files > budgets.maxFiles) throw overLimit(budgets, "maxFiles", "files");
      parts.push(new FilePart({ ...headers, fileName: headers.fileName, bytes: body }));
    }
    at = bodyEnd + delimiter.length;
  }
  return parts;
}

function readValue(body: Uint8Array, budgets: ReplyBudgets): string {
  if (body.length > budgets.maxFieldBytes)
    throw new ReplyFault(
      `a field of ${body.length} bytes, more than ${budgets.maxFieldBytes} (serverActions.maxFieldBytes)`,
      "TOO_LARGE",
      { limitBytes: budgets.maxFieldBytes },
    );
  return decodeUtf8(body, "a field");
}

/** Tells whether the closing `--` stands at `at`; anything after it but one line break is a fault. */
function endsAt(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== DASH || bytes[at + 1] !== DASH) return false;
  const rest = bytes.length - at - 2;
  if (rest === 0 || (rest === 2 && bytes[at + 2] === CR && bytes[at + 3] === LF)) return true;
  throw new ReplyFault("text after the last part");
}

function findHeaderEnd(bytes: Uint8Array, start: number, maxBytes: number): number {
  const limit = Math.min(bytes.length - 3, start + maxBytes + 1);
  for (let at = start; at < limit; at++) {
    if (bytes[at] !== CR) continue;
    if (bytes[at + 1] === LF && bytes[at + 2] === CR && bytes[at + 3] === LF) return at;
  }
  throw new ReplyFault(
    bytes.length - start > maxBytes
      ? `part headers of more than ${maxBytes} bytes (serverActions.maxPartHeaderBytes)`
      : "part headers without an end",
  );
}

/** Linear: the delimiter holds one CR, its first byte, so two attempts never compare the same byte. */
function findDelimiter(bytes: Uint8Array, delimiter: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(CR, start); at !== -1; at = bytes.indexOf(CR, at + 1))
    if (matchesAt(bytes, delimiter, at)) return at;
  throw new ReplyFault("no final boundary");
}

function matchesAt(bytes: Uint8Array, pattern: Uint8Array, at: number): boolean {
  if (at + pattern.length > bytes.length) return false;
  for (let index = 0; index < pattern.length; index++)
    if (bytes[at + index] !== pattern[index]) return false;
  return true;
}

function asciiBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
