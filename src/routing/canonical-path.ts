import { err, ok, type Result } from "../base/index.ts";

/** Why a path has no canonical spelling; the request is malformed. */
export type PathFault =
  | "not-absolute"
  | "raw-backslash"
  | "bad-escape"
  | "not-utf-8"
  | "control-character"
  | "hidden-dot-segment";

/** What a canonical path looks like. */
export interface CanonicalPathOptions {
  /** Whether pages end in `/`. Files (`/logo.png`) and `/.well-known` never do. Default: false. */
  readonly trailingSlash?: boolean;
}

/**
 * Gives the one spelling of a URL path under which proxy, router, files and actions see it: `//a/./%62%7e` is `/a/b~`.
 * Takes the path as it was sent, without search or fragment. Escapes are upper case and only where they are needed,
 * empty and dot segments are gone; `%2F` and `%5C` stay as data, unless they hide a dot segment. A path that has no
 * such spelling is a fault. Doing it twice changes nothing.
 */
export function canonicalPath(
  raw: string,
  options: CanonicalPathOptions = {},
): Result<string, PathFault> {
  const trailingSlash = options.trailingSlash === true;
  if (!trailingSlash && alreadyCanonical.test(raw)) return ok(raw);
  if (!raw.startsWith("/")) return err("not-absolute");
  if (raw.includes("\\")) return err("raw-backslash");
  const segments: string[] = [];
  for (const rawSegment of raw.split("/")) {
    const text = decodeSegment(rawSegment);
    if (!text.ok) return text;
    if (text.value === "..") segments.pop();
    else if (text.value !== "" && text.value !== ".") segments.push(encodeSegment(text.value));
  }
  const path = `/${segments.join("/")}`;
  return ok(trailingSlash && endsInSlash(segments) ? `${path}/` : path);
}

// Segments of characters that need no escape and that do not start with a dot; "/" alone.
const alreadyCanonical = /^(?:\/|(?:\/[\w~!$&'()*+,;=:@-][\w~!$&'()*+,;=:@.-]*)+)$/;

function endsInSlash(segments: readonly string[]): boolean {
  const last = segments.at(-1);
  return last !== undefined && !last.includes(".") && segments[0] !== ".well-known";
}

function decodeSegment(raw: string): Result<string, PathFault> {
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) return err("bad-escape");
  const text = decodeEscapes(raw);
  if (text === undefined) return err("not-utf-8");
  if (/\p{Cc}/u.test(text)) return err("control-character");
  if (/[/\\]/.test(text) && text.split(/[/\\]/).some((part) => part === "." || part === ".."))
    return err("hidden-dot-segment");
  return ok(text);
}

const loneSurrogate = /\p{Surrogate}/u;

/** Decodes `%XX` escapes; undefined where they are not UTF-8, or where the text itself is no valid Unicode. */
export function decodeEscapes(raw: string): string | undefined {
  try {
    const text = raw.includes("%") ? decodeURIComponent(raw) : raw;
    return loneSurrogate.test(text) ? undefined : text;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Escapes a segment's text the canonical way: everything but the characters that RFC 3986 allows in a path segment. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:24|26|2B|2C|3B|3D|3A|40)/g, decodeURIComponent);
}
