import { inspect, stripVTControlCharacters } from "node:util";
import type { EndedRun } from "../server/index.ts";

/** What a form may hold that no terminal should show. */
const secretField = /pass|secret|token|credential|card|cvc|cvv|iban|pin$|otp|ssn/i;
const hidden = "••••";

/** Lists the arguments of a run, shortened, on one line; what is named like a secret is hidden, and what an inline action closes over only named. */
export function describeArguments({ entry, args }: Pick<EndedRun, "entry" | "args">): string {
  // What an inline action closes over was sealed for a reason: its names say enough.
  const given = entry.captures.length > 0 ? args.slice(1) : args;
  const sealed = entry.captures.map((name) => `‹${name}›`);
  return [...sealed, ...given.map(describeValue)].join(", ");
}

/** Text from outside may neither begin a line of its own nor steer the terminal. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

/** Cuts a text to a length, its mark included. */
export function cutText(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Hides what an address says of its visitor under a name like `token`. */
export function withoutSecretQuery(address: string): string {
  return address.replace(/([?&])([^=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) =>
    secretField.test(name) ? `${mark}${name}=${hidden}` : whole,
  );
}

function describeValue(value: unknown): string {
  if (value instanceof FormData) return describeForm(value);
  return oneLine(
    inspect(withoutSecrets(value, shownDepth + 2), {
      depth: shownDepth,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: shownItems,
      maxStringLength: 40,
      // Getters of values from outside are not run, and what they say of themselves is not asked.
      customInspect: false,
    }),
  );
}

const shownDepth = 1;
const shownItems = 3;

/** Copies as much of a value as is shown, without what is named like a secret. */
function withoutSecrets(value: unknown, depth: number): unknown {
  if (depth === 0 || typeof value !== "object" || value === null) return value;
  const inside = (name: unknown, each: unknown): unknown =>
    typeof name === "string" && secretField.test(name) ? hidden : withoutSecrets(each, depth - 1);
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (index < shownItems ? inside(index, each) : each));
  if (value instanceof Map)
    return new Map(Array.from(value, ([name, each]) => [name, inside(name, each)]));
  if (value instanceof FormData || value instanceof URLSearchParams)
    return withoutSecrets(Object.fromEntries(value), depth);
  return Object.getPrototypeOf(value) === Object.prototype ? ofRecord(value, inside) : value;
}

function ofRecord(record: object, inside: (name: string, each: unknown) => unknown): object {
  const fields = Object.entries(Object.getOwnPropertyDescriptors(record)).map(
    ([name, field]) =>
      [name, "value" in field ? { ...field, value: inside(name, field.value) } : field] as const,
  );
  return Object.defineProperties({}, Object.fromEntries(fields));
}

function describeForm(form: FormData): string {
  const fields = [...form].map(([name, value]) => {
    if (secretField.test(name)) return `${oneLine(name)}: ${hidden}`;
    const shown =
      typeof value === "string"
        ? JSON.stringify(value.length > 20 ? `${value.slice(0, 20)}…` : value)
        : `file of ${value.size} bytes`;
    return `${oneLine(name)}: ${shown}`;
  });
  return `FormData {${fields.join(", ")}}`;
}
