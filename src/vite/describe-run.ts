import { inspect, stripVTControlCharacters } from "node:util";
import { readSignalDigest } from "../protocol/index.ts";
import type { EndedRun } from "../server/index.ts";

const maxArgumentsLength = 80;
const maxErrorLength = 120;
/** What a form may hold that no terminal should show. */
const secretField = /pass|secret|token|credential|card|cvc|cvv|iban|pin$|otp|ssn/i;

/**
 * Describes an action that ran, in one line for the terminal.
 * @example `save("Title", {draft: true}) returned in 12 ms  app/actions/posts.actions.ts:8`
 */
export function describeRun({ entry, args, durationMs, end }: EndedRun): string {
  // What an inline action closes over was sealed for a reason: its names say enough.
  const given = entry.captures.length > 0 ? args.slice(1) : args;
  const sealed = entry.captures.map((name) => `‹${name}›`);
  const list = [...sealed, ...given.map(describeValue)].join(", ");
  const took = durationMs < 10 ? durationMs.toFixed(1) : String(Math.round(durationMs));
  return `${entry.name}(${cut(list, maxArgumentsLength)}) ${describeEnd(end)} in ${took} ms  ${entry.file}:${entry.line}`;
}

function describeEnd(end: EndedRun["end"]): string {
  if (end.kind === "returned") return "returned";
  if (end.kind === "timed-out") return "passed its deadline";
  const { error } = end;
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? error.digest : "";
  const signal = typeof digest === "string" ? readSignalDigest(digest) : undefined;
  if (signal?.kind === "redirect") return `redirected to ${cut(oneLine(signal.location), 80)}`;
  if (signal !== undefined) return `ended with ${signal.kind}`;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
  return `threw ${cut(oneLine(text), maxErrorLength)}`;
}

function describeValue(value: unknown): string {
  if (value instanceof FormData) return describeForm(value);
  return oneLine(
    inspect(isRecord(value) ? withoutSecrets(value) : value, {
      depth: 1,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: 3,
      maxStringLength: 40,
      // Getters of values from outside are not run, and what they say of themselves is not asked.
      customInspect: false,
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function withoutSecrets(value: Readonly<Record<string, unknown>>): object {
  const fields = Object.entries(Object.getOwnPropertyDescriptors(value)).map(
    ([name, field]) =>
      [name, secretField.test(name) ? { value: "••••", enumerable: true } : field] as const,
  );
  return Object.defineProperties({}, Object.fromEntries(fields));
}

function describeForm(form: FormData): string {
  const fields = [...form].map(([name, value]) => {
    if (secretField.test(name)) return `${oneLine(name)}: ••••`;
    const shown =
      typeof value === "string"
        ? JSON.stringify(value.length > 20 ? `${value.slice(0, 20)}…` : value)
        : `file of ${value.size} bytes`;
    return `${oneLine(name)}: ${shown}`;
  });
  return `FormData {${fields.join(", ")}}`;
}

/** Text from outside may neither begin a line of its own nor steer the terminal. */
function oneLine(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
