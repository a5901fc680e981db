import type { Result } from "../../base/index.ts";
import type { Refusal } from "../refusal.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { checkPartName } from "./check-part-name.ts";
import type { FormPart } from "./form-part.ts";
import { catchFault, overLimit, ReplyFault } from "./reply-fault.ts";
import type { ReplyBudgets } from "./reply-options.ts";

/** Reads `application/x-www-form-urlencoded` bytes as fields, in order. Errors: MALFORMED, TOO_LARGE. */
export function parseUrlencoded(
  bytes: Uint8Array,
  budgets: ReplyBudgets,
): Result<FormPart[], Refusal> {
  return catchFault(() => {
    const text = decodeUtf8(bytes, "the body");
    const parts: FormPart[] = [];
    for (let start = 0; start < text.length;) {
      const found = text.indexOf("&", start);
      const end = found === -1 ? text.length : found;
      if (parts.length === budgets.maxParts) throw overLimit(budgets, "maxParts", "fields");
      parts.push(readPair(text.slice(start, end), budgets));
      start = end + 1;
    }
    return parts;
  });
}

function readPair(pair: string, budgets: ReplyBudgets): FormPart {
  const equals = pair.indexOf("=");
  const name = decodePercent(equals === -1 ? pair : pair.slice(0, equals));
  checkPartName(name);
  const encoded = equals === -1 ? "" : pair.slice(equals + 1);
  // Percent-encoding only ever lengthens, so three times the limit is checked before decoding.
  if (encoded.length > budgets.maxFieldBytes * 3) throw fieldTooLarge(budgets);
  const value = decodePercent(encoded);
  if (value.length > budgets.maxFieldBytes || utf8Length(value) > budgets.maxFieldBytes)
    throw fieldTooLarge(budgets);
  return { kind: "field", name, value };
}

function fieldTooLarge(budgets: ReplyBudgets): ReplyFault {
  return new ReplyFault(
    `a field of more than ${budgets.maxFieldBytes} bytes (serverActions.maxFieldBytes)`,
    "TOO_LARGE",
    { limitBytes: budgets.maxFieldBytes },
  );
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new ReplyFault("a field is not percent-encoded UTF-8");
  }
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
