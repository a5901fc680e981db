import { parseByteSize } from "../base/index.ts";

/** What a key takes. */
export interface ValueKind<T> {
  /** Ends the sentence "expected …", with an example where one helps. */
  readonly expected: string;
  /** Gives the value as the rest of the system wants it; undefined for a wrong one. */
  readonly read: (value: unknown) => T | undefined;
}

interface ValueKinds {
  readonly boolean: ValueKind<boolean>;
  /** Bytes, 1 or more. */
  readonly byteSize: ValueKind<number>;
  /** Written in seconds, read as whole milliseconds. */
  readonly seconds: ValueKind<number>;
  readonly count: ValueKind<number>;
  readonly countOrZero: ValueKind<number>;
  readonly origins: ValueKind<string[]>;
  readonly originPatterns: ValueKind<string[]>;
  readonly cookieNames: ValueKind<string[]>;
  readonly trustProxy: ValueKind<false | number | string[]>;
  readonly basePath: ValueKind<string>;
  readonly address: ValueKind<string>;
  readonly text: ValueKind<string>;
  readonly object: ValueKind<Readonly<Record<string, unknown>>>;
  /** Any function; what it returns is checked where it is called. */
  readonly anyFunction: ValueKind<(...args: never[]) => unknown>;
}

/** Kinds of values that a configuration holds. */
export const valueKinds: ValueKinds = {
  boolean: {
    expected: "true or false",
    read: (value) => (typeof value === "boolean" ? value : undefined),
  },
  byteSize: {
    expected: 'a number of bytes or a size such as "1mb" or "512kb"',
    read: (value) => {
      const bytes = parseByteSize(value);
      return bytes === 0 ? undefined : bytes;
    },
  },
  seconds: {
    expected: "a number of seconds above 0, e.g. 30",
    // Node's timers take at most 2^31 - 1 milliseconds, and run at once with more.
    read: (value) =>
      typeof value === "number" && value >= 0.001 && value < 2_147_483
        ? Math.round(value * 1_000)
        : undefined,
  },
  count: {
    expected: "a whole number of 1 or more",
    read: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= 1 ? value : undefined,
  },
  countOrZero: {
    expected: "a whole number of 0 or more",
    read: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
  },
  origins: {
    expected: 'a list of origins with scheme and host, e.g. ["https://shop.example.com"]',
    read: (value) => readAll(value, readOrigin),
  },
  originPatterns: {
    expected:
      'a list of hosts, e.g. ["proxy.example.com", "*.example.com"]; a wildcard stands in front of a domain, never alone',
    read: (value) => readAll(value, (text) => (originPattern.test(text) ? text : undefined)),
  },
  cookieNames: {
    expected:
      'a list of names of cookies, e.g. ["session", "__Host-auth*"]; a * stands at the end of a name, never alone',
    read: (value) =>
      readAll(value, (text) => (/^[!#$%&'+\-.^_`|~0-9A-Za-z]+\*?$/.test(text) ? text : undefined)),
  },
  trustProxy: {
    expected:
      'false, a list of addresses such as ["10.0.0.0/8"], or how many proxies are in front of the app',
    read: (value) => {
      if (value === false) return value;
      if (typeof value === "number")
        return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
      return readAll(value, (text) =>
        /^[0-9a-f:.]+(?:\/\d{1,3})?$/i.test(text) ? text : undefined,
      );
    },
  },
  basePath: {
    expected: 'a path that starts with / and does not end with one, e.g. "/shop", or ""',
    read: (value) =>
      typeof value === "string" && /^(?:\/[A-Za-z0-9._~-]+)*$/.test(value) ? value : undefined,
  },
  address: {
    expected: 'an address or a path, e.g. "https://docs.example.com/errors"',
    read: (value) =>
      typeof value === "string" && /^(?:https?:\/\/|\/|\.)\S*$/.test(value)
        ? value.replace(/\/+$/, "")
        : undefined,
  },
  text: {
    expected: "a text",
    read: (value) => (typeof value === "string" ? value : undefined),
  },
  object: {
    expected: "an object",
    read: (value) => (isRecord(value) ? value : undefined),
  },
  anyFunction: {
    expected: "a function",
    // `typeof` proves that it can be called, not with what: `never[]` keeps anyone from trying.
    read: (value) =>
      typeof value === "function" ? (value as (...args: never[]) => unknown) : undefined,
  },
};

/** Makes the kind of a value that is one of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): ValueKind<T> {
  return {
    expected: words.map((word) => JSON.stringify(word)).join(" or "),
    read: (value) => words.find((word) => word === value),
  };
}

/** Tells whether `value` is an object with keys of its own, not a list and not a function. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// A host of letters, digits, dots and hyphens, or an IPv6 address; a scheme before it and a port behind it are welcome.
const originPattern =
  /^(?:https?:\/\/)?(?:(?:\*{1,2}\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

function readAll(value: unknown, read: (text: string) => string | undefined): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map((each: unknown) => (typeof each === "string" ? read(each) : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function readOrigin(text: string): string | undefined {
  if (!/^https?:\/\/[^/?#\\@\s]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).origin;
}
