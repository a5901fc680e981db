import { parseCookie, stringifySetCookie, type SetCookie } from "cookie";
import { quoteValue, UsageError } from "./usage-error.ts";

/** Attributes of a cookie. */
export interface CookieOptions {
  /** Default: "/". */
  readonly path?: string;
  readonly domain?: string;
  /** Seconds. */
  readonly maxAge?: number;
  /** A date, or milliseconds since 1970. */
  readonly expires?: Date | number;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  /** `true` is "strict". */
  readonly sameSite?: boolean | "lax" | "strict" | "none";
  readonly partitioned?: boolean;
  readonly priority?: "low" | "medium" | "high";
}

// Browsers drop a cookie whose name and value are longer, or ignore an attribute that is: RFC 6265bis, section 5.6.
const maxPairBytes = 4_096;
const maxAttributeLength = 1_024;

const control = /\p{Cc}/u;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads a `Cookie` header. Of several cookies with one name the first counts, which browsers send for the longest path. */
export function readCookieHeader(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(parseCookie(header)))
    if (value !== undefined) found.set(name, value);
  return found;
}

/** Writes a `Cookie` header, e.g. `theme=dark; session=5`. */
export function writeCookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
}

/**
 * Writes a `Set-Cookie` header; the value is percent-encoded, `Path=/` is the default.
 * @throws UsageError `invalid-cookie`: a name that is no token, control characters anywhere, over 4,096 bytes, an attribute browsers ignore
 */
export function writeSetCookie(name: string, value: string, options: CookieOptions = {}): string {
  const fail = (reason: string, cause?: unknown): UsageError =>
    new UsageError(
      "invalid-cookie",
      `The cookie ${quoteValue(name)} was not set: ${reason}`,
      cause === undefined ? undefined : { cause },
    );
  checkPair(name, value, fail);
  checkAttributes(options, fail);
  const header = serialise({ ...attributesOf(options), name, value }, fail);
  const pairBytes = header.indexOf(";"); // percent-encoded: one byte per character
  if (pairBytes > maxPairBytes)
    throw fail(
      `name and value are ${pairBytes} bytes together, and browsers drop more than ${maxPairBytes}. Keep an id in the cookie, and the rest on the server.`,
    );
  return header;
}

/** Writes the `Set-Cookie` header that removes a cookie; `path` and `domain` must be those it was set with. */
export function writeDeletedCookie(
  name: string,
  scope: Pick<CookieOptions, "path" | "domain"> = {},
): string {
  return writeSetCookie(name, "", { ...scope, expires: 0, maxAge: 0 });
}

type Fail = (reason: string, cause?: unknown) => UsageError;

// Types do not hold at run time for what was read from a form or a database.
function checkPair(name: unknown, value: unknown, fail: Fail): void {
  if (typeof name !== "string" || !token.test(name))
    throw fail("its name is not a token. Use letters, digits and !#$%&'*+-.^_`|~.");
  if (typeof value !== "string")
    throw fail(
      `its value is ${quoteValue(value)}, not a string. Write it as one, e.g. with JSON.stringify.`,
    );
  if (control.test(value))
    throw fail("its value has a control character. Encode it, e.g. with JSON.stringify.");
}

function checkAttributes({ path = "/", domain = "" }: CookieOptions, fail: Fail): void {
  for (const [attribute, value] of Object.entries({ path, domain })) {
    if (typeof value !== "string" || control.test(value))
      throw fail(`its ${attribute} has a control character, or is not a string.`);
    if (value.length > maxAttributeLength)
      throw fail(
        `its ${attribute} is longer than ${maxAttributeLength} characters; browsers ignore it.`,
      );
  }
  if (!path.startsWith("/"))
    throw fail(
      `its path is ${quoteValue(path)}; browsers ignore one that does not start with a slash.`,
    );
}

function attributesOf({ expires, ...rest }: CookieOptions): Omit<SetCookie, "name" | "value"> {
  const path = rest.path ?? "/";
  return {
    path,
    ...(rest.domain === undefined ? {} : { domain: rest.domain }),
    ...(rest.maxAge === undefined ? {} : { maxAge: Math.trunc(rest.maxAge) }),
    ...(expires === undefined ? {} : { expires: new Date(expires) }),
    ...(rest.httpOnly === true ? { httpOnly: true } : {}),
    ...(rest.secure === true ? { secure: true } : {}),
    ...(rest.partitioned === true ? { partitioned: true } : {}),
    ...(rest.priority === undefined ? {} : { priority: rest.priority }),
    ...(rest.sameSite === undefined ? {} : { sameSite: rest.sameSite }),
  };
}

function serialise(cookie: SetCookie, fail: Fail): string {
  try {
    return stringifySetCookie(cookie);
  } catch (cause) {
    // The library names the attribute; a lone surrogate in the value is a URIError.
    const reason = cause instanceof Error ? cause.message : "it cannot be written";
    throw fail(`${quoteValue(reason)}. Correct that attribute.`, cause);
  }
}
