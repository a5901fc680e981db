import { err, ok, type Result } from "../../base/index.ts";
import { binaryMakers, fromBase64 } from "./binary-values.ts";
import { joinPath, ValueFaultError, type ValueFault } from "./value-fault.ts";
import { defaultValueLimits, type ValueLimits } from "./value-limits.ts";

/** How values are read. */
export interface DecodeValuesOptions {
  /** Finds the action of a server reference; undefined for one that does not exist, which is an error. */
  readonly resolveAction?: (id: string, bound: readonly unknown[] | null) => unknown;
  readonly limits?: ValueLimits;
}

interface Decoder {
  readonly limits: ValueLimits;
  readonly resolveAction: NonNullable<DecodeValuesOptions["resolveAction"]>;
  nodes: number;
}

interface Place {
  readonly path: string;
  readonly depth: number;
}

type Reader = (decoder: Decoder, payload: readonly unknown[], place: Place) => unknown;

/** Reads what `encodeValues` wrote. Anything else, or more than the limits, is an error that names the path. */
export function decodeValues(
  bytes: Uint8Array,
  options: DecodeValuesOptions = {},
): Result<unknown[], ValueFault> {
  const { limits = defaultValueLimits } = options;
  if (bytes.byteLength > limits.maxBytes)
    return err({ path: "", what: `more than ${limits.maxBytes} bytes` });
  return decodeParsed(parse(bytes), options);
}

/** Reads what `writeValues` wrote, as `decodeValues` does. */
export function readValues(
  text: string,
  options: DecodeValuesOptions = {},
): Result<unknown[], ValueFault> {
  const { limits = defaultValueLimits } = options;
  if (text.length > limits.maxBytes)
    return err({ path: "", what: `more than ${limits.maxBytes} characters` });
  return decodeParsed(parseJson(text), options);
}

function decodeParsed(
  parsed: unknown,
  { limits = defaultValueLimits, resolveAction = () => undefined }: DecodeValuesOptions,
): Result<unknown[], ValueFault> {
  if (!Array.isArray(parsed) || parsed[0] !== 1)
    return err({ path: "", what: "no values of this version" });
  const decoder: Decoder = { limits, resolveAction, nodes: 0 };
  try {
    return ok(
      parsed
        .slice(1)
        .map((value: unknown, index) =>
          decodeValue(decoder, value, { path: `[${index}]`, depth: 0 }),
        ),
    );
  } catch (error) {
    if (error instanceof ValueFaultError) return err(error.fault);
    throw error;
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined; // no UTF-8 is no values either; the caller says so
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON is no values either; the caller says so
  }
}

function decodeValue(decoder: Decoder, value: unknown, place: Place): unknown {
  const { maxNodes, maxDepth } = decoder.limits;
  if (++decoder.nodes > maxNodes)
    throw new ValueFaultError(place.path, `more than ${maxNodes} values`);
  if (typeof value !== "object" || value === null) return value;
  if (place.depth > maxDepth)
    throw new ValueFaultError(place.path, `more than ${maxDepth} levels of nesting`);
  if (!Array.isArray(value)) return decodeProperties(decoder, value, place);
  const [tag, ...payload]: unknown[] = value;
  if (Array.isArray(tag) && payload.length === 0) return decodeItems(decoder, tag, place);
  const read = typeof tag === "string" ? readers.get(tag) : undefined;
  if (read === undefined) throw malformed(place);
  return read(decoder, payload, place);
}

const numbers: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["undefined", () => undefined],
  ["number", (_, [name], place) => numbers.get(name) ?? fail(place)],
  ["bigint", (_, [digits], place) => decodeBigInt(digits, place)],
  ["date", (_, [time], place) => decodeDate(time, place)],
  ["map", (decoder, [entries], place) => decodeMap(decoder, entries, place)],
  ["set", (decoder, [items], place) => new Set(decodeItems(decoder, items, place))],
  ["binary", (_, [name, text], place) => decodeBinary(name, text, place)],
  ["null-prototype", (decoder, [value], place) => decodeNullPrototype(decoder, value, place)],
  ["action", (decoder, payload, place) => decodeAction(decoder, payload, place)],
]);

function decodeBigInt(digits: unknown, place: Place): bigint {
  return typeof digits === "string" && /^-?[0-9]+$/u.test(digits) ? BigInt(digits) : fail(place);
}

function decodeDate(time: unknown, place: Place): Date {
  return time === null || typeof time === "number" ? new Date(time ?? Number.NaN) : fail(place);
}

function decodeItems(decoder: Decoder, items: unknown, place: Place): unknown[] {
  if (!Array.isArray(items)) return fail(place);
  return items.map((item: unknown, index) =>
    decodeValue(decoder, item, { path: joinPath(place.path, index), depth: place.depth + 1 }),
  );
}

function decodeMap(decoder: Decoder, entries: unknown, place: Place): Map<unknown, unknown> {
  if (!Array.isArray(entries)) return fail(place);
  const map = new Map<unknown, unknown>();
  for (const entry of entries) {
    const [key, value] = decodePair(entry, place);
    const inner = { path: `${place.path}.values()[${map.size}]`, depth: place.depth + 1 };
    map.set(decodeValue(decoder, key, inner), decodeValue(decoder, value, inner));
  }
  return map;
}

function decodePair(entry: unknown, place: Place): readonly unknown[] {
  return Array.isArray(entry) && entry.length === 2 ? entry : fail(place);
}

function decodeProperties(decoder: Decoder, value: object, place: Place): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(value)) {
    if (key === "__proto__") return fail(place);
    const inner = { path: joinPath(place.path, key), depth: place.depth + 1 };
    object[key] = decodeValue(decoder, property, inner);
  }
  return object;
}

function decodeNullPrototype(decoder: Decoder, value: unknown, place: Place): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return fail(place);
  const object: object = Object.create(null);
  return Object.assign(object, decodeProperties(decoder, value, place));
}

function decodeBinary(name: unknown, text: unknown, place: Place): object {
  const make = typeof name === "string" ? binaryMakers.get(name) : undefined;
  const buffer = typeof text === "string" ? fromBase64(text) : undefined;
  if (make === undefined || buffer === undefined) return fail(place);
  try {
    return make(buffer);
  } catch {
    return fail(place); // a length that is no multiple of the element's
  }
}

function decodeAction(decoder: Decoder, payload: readonly unknown[], place: Place): unknown {
  const [id, bound] = payload;
  if (typeof id !== "string") return fail(place);
  const items = bound === null ? null : decodeItems(decoder, bound, place);
  const action = decoder.resolveAction(id, items);
  if (action === undefined) throw new ValueFaultError(place.path, "an action that is not listed");
  return action;
}

function malformed(place: Place): ValueFaultError {
  return new ValueFaultError(place.path, "a value of another spelling");
}

function fail(place: Place): never {
  throw malformed(place);
}
