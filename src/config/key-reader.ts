import { closest, distance } from "fastest-levenshtein";
import type { ConfigProblem } from "./config-problem.ts";
import { isRecord, valueKinds, type ValueKind } from "./value-kind.ts";

/** Reads the keys of one object of a configuration, and remembers which there are. */
export interface KeyReader {
  /** The value of `key`; `fallback` where there is none, and where it is wrong, which is reported. */
  readonly read: <T, F>(key: string, kind: ValueKind<T>, fallback: F) => T | F;
  /** Reader of the object at `key`; one without keys where there is none. */
  readonly readObject: (key: string) => KeyReader;
  /** Reports every key that nobody asked for. Called once, last. */
  readonly finish: () => void;
}

/** Where the keys come from, and where problems go. */
export interface KeySource {
  readonly source: string;
  /** Path of the object, e.g. `serverActions`; "" for the whole. */
  readonly path: string;
  /** What an unknown key is: an error in our own format, a warning in that of another tool. */
  readonly unknownKeys: "error" | "warning";
  readonly report: (problem: ConfigProblem) => void;
}

/** Makes the reader of `object`. */
export function createKeyReader(
  object: Readonly<Record<string, unknown>>,
  source: KeySource,
): KeyReader {
  const known = new Set<string>();
  const pathOf = (key: string): string => (source.path === "" ? key : `${source.path}.${key}`);
  const note = (severity: ConfigProblem["severity"], key: string, message: string): void =>
    source.report({ severity, source: source.source, key: pathOf(key), message });
  const report: typeof note = (severity, key, message) =>
    source.report({
      severity,
      source: source.source,
      key: pathOf(key),
      message,
      code: "config-invalid",
    });

  const read = <T, F>(key: string, kind: ValueKind<T>, fallback: F): T | F => {
    known.add(key);
    const given = Object.hasOwn(object, key) ? object[key] : undefined;
    if (given === undefined) return fallback;
    const value = kind.read(given);
    if (value !== undefined) return value;
    report("error", key, `${pathOf(key)} is ${describe(given)}; expected ${kind.expected}.`);
    return fallback;
  };

  return {
    read,
    readObject: (key) => {
      const value = read(key, valueKinds.object, {});
      return createKeyReader(value, { ...source, path: pathOf(key) });
    },
    finish: () => {
      for (const key of Object.keys(object)) {
        if (known.has(key)) continue;
        const own = `${pathOf(key)} is no key of Edict's configuration`;
        report(source.unknownKeys, key, `${own}${suggestion(key, [...known])}`);
      }
    },
  };
}

function suggestion(key: string, known: readonly string[]): string {
  const nearest = known.length === 0 ? undefined : closest(key, known);
  const isNear =
    nearest !== undefined && distance(key, nearest) <= Math.max(2, Math.floor(key.length / 3));
  return isNear ? `; did you mean ${nearest}?` : " and is ignored.";
}

/** Names a value that was given, cut to what fits a sentence. */
function describe(value: unknown): string {
  switch (typeof value) {
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "bigint":
      return `${value}n`;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? `the list ${cut(writeList(value))}` : "an object";
    case "string":
      return cut(JSON.stringify(value));
    case "undefined":
    case "number":
    case "boolean":
      return String(value);
  }
}

function writeList(list: readonly unknown[]): string {
  return `[${list.map((each) => (isRecord(each) ? "{…}" : (JSON.stringify(each) ?? describe(each)))).join(", ")}]`;
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
