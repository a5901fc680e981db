import { pathToRegexp } from "path-to-regexp";
import { err, ok, type Result } from "../base/index.ts";
import { decodeEscapes, encodeSegment } from "./canonical-path.ts";

/** Tells whether a canonical path fits a pattern. */
export type PathTest = (path: string) => boolean;

const maxPatternLength = 4_096;

/**
 * Prepares a pattern of a matcher, such as `/posts/:id`, `/posts/:path*` or `/((?!api).*)`. Upper and lower case differ, as
 * they do for routes; a final `/` does not matter. A path with escapes is tried as it is sent and as it reads, and fits when
 * either does: what stands in a group is a regular expression, whose text may be written in both ways.
 * The error says what is wrong with the pattern.
 */
export function compilePathPattern(pattern: string): Result<PathTest, string> {
  if (!pattern.startsWith("/")) return err('it does not begin with "/"');
  if (pattern.length > maxPatternLength)
    return err(`it has more than ${maxPatternLength} characters`);
  try {
    const sent = pathToRegexp(pattern, [], { sensitive: true, encode: encodeText });
    const read = pathToRegexp(pattern, [], { sensitive: true });
    return ok((path) => sent.test(path) || (path.includes("%") && read.test(readable(path))));
  } catch (error) {
    // The library's own errors and those of RegExp; both name the place.
    if (error instanceof TypeError || error instanceof SyntaxError) return err(error.message);
    throw error;
  }
}

/** Writes a pattern's plain text as paths spell it. */
function encodeText(text: string): string {
  return text
    .split("/")
    .map((part) => encodeSegment(decodeEscapes(part) ?? part))
    .join("/");
}

function readable(path: string): string {
  return decodeEscapes(path) ?? path;
}
