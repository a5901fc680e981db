import { err, ok, type Result } from "../../base/index.ts";
import { readBinaryValue, toBase64 } from "./binary-values.ts";
import { joinPath, ValueFaultError, type ValueFault } from "./value-fault.ts";
import { defaultValueLimits, type ValueLimits } from "./value-limits.ts";

/** How values are written. */
export interface EncodeValuesOptions {
  /** Names of the values, for paths, e.g. `["user.id", "total"]`; `[0]`, `[1]` … without. */
  readonly names?: readonly string[];
  readonly limits?: ValueLimits;
}

const serverReference = Symbol.for("react.server.reference");

interface Encoder {
  readonly limits: ValueLimits;
  nodes: number;
  /** Of all strings so far: what is far too long is given up before it is written. */
  characters: number;
  /** What the value at hand stands in, to tell a cycle. */
  readonly open: Set<object>;
}

/**
 * Writes values as UTF-8 JSON that `decodeValues` reads back: JSON's own values, undefined, NaN, the
 * infinities, -0, BigInt, Date, Map, Set, binary values, null-prototype objects and server references.
 * A value that is none of these is an error that names its path, e.g. `{path: "user.session", what: "an instance of Session"}`.
 */
export function encodeValues(
  values: readonly unknown[],
  options: EncodeValuesOptions = {},
): Result<Uint8Array, ValueFault> {
  const { limits = defaultValueLimits } = options;
  const text = writeValues(values, options);
  if (!text.ok) return text;
  const bytes = new TextEncoder().encode(text.value);
  return bytes.byteLength > limits.maxBytes
    ? err({ path: "", what: `${bytes.byteLength} bytes, more than ${limits.maxBytes}` })
    : ok(bytes);
}

/** Writes values as `encodeValues` does, as text; `maxBytes` counts its characters. */
export function writeValues(
  values: readonly unknown[],
  options: EncodeValuesOptions = {},
): Result<string, ValueFault> {
  const { names, limits = defaultValueLimits } = options;
  const encoder: Encoder = { limits, nodes: 0, characters: 0, open: new Set() };
  try {
    const written = values.map((value, index) =>
      encodeValue(encoder, value, { path: names?.[index] ?? `[${index}]`, depth: 0 }),
    );
    const text = JSON.stringify([1, ...written]);
    return text.length > limits.maxBytes
      ? err({ path: "", what: `${text.length} characters, more than ${limits.maxBytes}` })
      : ok(text);
  } catch (error) {
    if (error instanceof ValueFaultError) return err(error.fault);
    throw error;
  }
}

interface Place {
  readonly path: string;
  readonly depth: number;
}

/** JSON's own scalars and plain objects stand for themselves; an array is `[[…]]`, anything else `[tag, …]`. */
function encodeValue(encoder: Encoder, value: unknown, place: Place): unknown {
  if (++encoder.nodes > encoder.limits.maxNodes)
    throw new ValueFaultError(place.path, `more than ${encoder.limits.maxNodes} values`);
  switch (typeof value) {
    case "string":
      encoder.characters += value.length;
      if (encoder.characters > encoder.limits.maxBytes)
        throw new ValueFaultError(place.path, `more than ${encoder.limits.maxBytes} characters`);
      return value;
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : ["number", Object.is(value, -0) ? "-0" : String(value)];
    case "undefined":
      return ["undefined"];
    case "bigint":
      return ["bigint", value.toString()];
    case "object":
      return value === null ? null : encodeObject(encoder, value, place);
    case "function":
      return encodeFunction(encoder, value, place);
    case "symbol":
      throw new ValueFaultError(place.path, "a symbol");
  }
}

function encodeObject(encoder: Encoder, value: object, place: Place): unknown {
  const { maxDepth } = encoder.limits;
  if (place.depth >= maxDepth)
    throw new ValueFaultError(place.path, `more than ${maxDepth} levels of nesting`);
  if (encoder.open.has(value)) throw new ValueFaultError(place.path, "a cycle");
  encoder.open.add(value);
  const written = encodeContent(encoder, value, place);
  encoder.open.delete(value);
  return written;
}

function encodeContent(encoder: Encoder, value: object, place: Place): unknown {
  if (Array.isArray(value)) return [encodeItems(encoder, value, place)];
  switch (Object.getPrototypeOf(value)) {
    case Object.prototype:
      return encodeProperties(encoder, value, place);
    case null:
      return ["null-prototype", encodeProperties(encoder, value, place)];
    case Date.prototype: {
      const time = (value as Date).getTime(); // its prototype says so
      return ["date", Number.isNaN(time) ? null : time];
    }
    case Map.prototype:
      return ["map", encodeEntries(encoder, value as Map<unknown, unknown>, place)]; // as above
    case Set.prototype:
      return ["set", encodeItems(encoder, [...(value as Set<unknown>)], place)]; // as above
    default:
      return encodeBinary(value, place);
  }
}

function encodeBinary(value: object, place: Place): unknown {
  const binary = readBinaryValue(value);
  if (binary === undefined) throw new ValueFaultError(place.path, describeObject(value));
  return ["binary", binary.name, toBase64(binary.bytes)];
}

function encodeItems(encoder: Encoder, items: readonly unknown[], place: Place): unknown[] {
  return Array.from(items, (item, index) =>
    encodeValue(encoder, item, { path: joinPath(place.path, index), depth: place.depth + 1 }),
  );
}

function encodeEntries(
  encoder: Encoder,
  map: ReadonlyMap<unknown, unknown>,
  place: Place,
): unknown[] {
  return Array.from(map, ([key, value], index) => [
    encodeValue(encoder, key, { path: `${place.path}.keys()[${index}]`, depth: place.depth + 1 }),
    encodeValue(encoder, value, {
      path: `${place.path}.values()[${index}]`,
      depth: place.depth + 1,
    }),
  ]);
}

function encodeProperties(encoder: Encoder, value: object, place: Place): object {
  if ("$$typeof" in value) throw new ValueFaultError(place.path, "a React element or component");
  const [symbol] = Object.getOwnPropertySymbols(value);
  if (symbol !== undefined)
    throw new ValueFaultError(place.path, `an object with the key ${String(symbol)}`);
  const written: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(value)) {
    const path = joinPath(place.path, key);
    if (key === "__proto__") throw new ValueFaultError(path, "a key named __proto__");
    written[key] = encodeValue(encoder, property, { path, depth: place.depth + 1 });
  }
  return written;
}

function encodeFunction(encoder: Encoder, value: object, place: Place): unknown {
  if (!("$$typeof" in value) || value.$$typeof !== serverReference)
    throw new ValueFaultError(place.path, "a function that is no Server Action");
  const id = "$$id" in value ? value.$$id : undefined;
  const bound = "$$bound" in value ? value.$$bound : null;
  if (typeof id !== "string") throw new ValueFaultError(place.path, "an action without an id");
  if (encoder.open.has(value)) throw new ValueFaultError(place.path, "a cycle");
  if (!Array.isArray(bound)) return ["action", id, null];
  encoder.open.add(value);
  const path = `${place.path}.bind()`;
  const items = encodeItems(encoder, bound, { path, depth: place.depth });
  encoder.open.delete(value);
  return ["action", id, items];
}

function describeObject(value: object): string {
  if (value instanceof Promise) return "a promise";
  const { constructor } = value;
  const name = typeof constructor === "function" ? constructor.name : "";
  return name === "" ? "an instance of a class" : `an instance of ${name}`;
}
