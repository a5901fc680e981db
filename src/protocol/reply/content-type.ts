import { err, ok, type Result } from "../../base/index.ts";
import type { Refusal } from "../refusal.ts";
import { quote } from "./reply-fault.ts";

/** The body types a call or a form may have. */
export type ReplyContentType =
  | { readonly kind: "text" }
  | { readonly kind: "multipart"; readonly boundary: string }
  | { readonly kind: "urlencoded" };

const textPattern = /^text\/plain(?:; ?charset=utf-8)?$/iu;
const urlencodedPattern = /^application\/x-www-form-urlencoded(?:; ?charset=utf-8)?$/iu;
const multipartPattern = /^multipart\/form-data(?:;|$)/iu;
// The token characters of RFC 2046's boundary; the quoted form is never written by a browser.
const boundaryPattern = /^multipart\/form-data; ?boundary=([0-9A-Za-z'+_.-]{1,70})$/iu;
const maxHeaderLength = 256;

/**
 * Reads the content type of a call or a form, e.g. `text/plain;charset=UTF-8`.
 * Any other type or charset is MEDIA; `multipart/form-data` without one plainly spelled boundary
 * of at most 70 characters is MALFORMED.
 */
export function parseContentType(header: string): Result<ReplyContentType, Refusal> {
  if (header.length <= maxHeaderLength) {
    if (textPattern.test(header)) return ok({ kind: "text" });
    if (urlencodedPattern.test(header)) return ok({ kind: "urlencoded" });
    if (multipartPattern.test(header)) return multipart(header);
  }
  return err({ code: "MEDIA", reason: `content type ${quote(header)} is no body of a call` });
}

function multipart(header: string): Result<ReplyContentType, Refusal> {
  const boundary = boundaryPattern.exec(header)?.[1];
  return boundary === undefined
    ? err({
        code: "MALFORMED",
        reason: `content type ${quote(header)} has no plain boundary of 1 to 70 characters`,
      })
    : ok({ kind: "multipart", boundary });
}
