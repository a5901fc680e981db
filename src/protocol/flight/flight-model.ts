import type { FlightRow } from "./flight-row-reader.ts";

/** Hexadecimal characters of a print: the first half of the SHA-256 of what `FlightModel.write` gives. */
export const printLength = 32;

/** What a row says, in a form that can be walked. */
type RowValue =
  | { readonly kind: "model"; readonly value: unknown }
  | { readonly kind: "text"; readonly text: string }
  /** A Client Component, or what else the browser imports. */
  | { readonly kind: "module"; readonly value: unknown }
  /** An error, bytes, a stream: nothing that two renders could be compared by. The end of an iterator may have a value. */
  | { readonly kind: "other"; readonly value?: unknown };

/** Levels of a value, its rows put in place; deeper ones are not compared. */
const maxDepth = 2_000;
/**
 * Characters of all values of a model as they are written to be compared, for each byte of it, and at least: what is referred to from
 * many places is written in each of them, and takes the more time.
 */
const maxTextPerByte = 2;
const minTextLength = 262_144;

/** What a string of a model refers to. */
interface Reference {
  /** `L` for what is rendered, `@` for a promise, `Q` for a map …; "" for a value. */
  readonly kind: string;
  readonly id: string;
  /** Names to follow in the row. */
  readonly path: readonly string[];
}

/** Leaves a comparison that cannot be made. */
const incomparable = new Error("cannot be compared");

/**
 * The rows of one Flight, put together as far as it takes to tell whether two of them say the same. Ids of rows, their order,
 * and where React cut a value into several differ between renders of the same thing: written with every row in its place, they
 * do not. The spelling is that of `parseModelString` in React's client, for production: what is not known is not compared.
 */
export class FlightModel {
  readonly #rows = new Map<string, RowValue>();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #bytes = 0;
  #textLength = 0;

  /** Takes a row, and gives the ids of those it refers to; undefined for Flight that is none of ours, or of development. */
  add({ id, tag, body }: FlightRow): readonly string[] | undefined {
    if (tag === "H") return [];
    if (!/^[0-9a-f]+$/.test(id)) return undefined;
    this.#bytes += body.length;
    const row = rowValue(tag, () => this.#decoder.decode(body));
    // The pieces of a stream have one id.
    if (row === undefined) return undefined;
    this.#rows.set(id, this.#rows.has(id) ? { kind: "other" } : row);
    return "value" in row ? listReferences(row.value) : [];
  }

  /** What the root row holds, when it is there: an object. */
  get root(): Readonly<Record<string, unknown>> | undefined {
    const row = this.#rows.get("0");
    return row?.kind === "model" && isRecord(row.value) ? row.value : undefined;
  }

  /** Writes a value of the model, equal only for what is shown as equal; undefined where that cannot be told, or a row is missing. */
  write(value: unknown): string | undefined {
    const written: Written = {
      text: [],
      left: Math.max(minTextLength, this.#bytes * maxTextPerByte) - this.#textLength,
    };
    try {
      this.#write(value, 0, written);
    } catch (error) {
      if (error === incomparable) return undefined;
      throw error;
    } finally {
      for (const { length } of written.text) this.#textLength += length;
    }
    return written.text.join("");
  }

  #write(value: unknown, depth: number, to: Written): void {
    if (depth > maxDepth) throw incomparable;
    if (typeof value === "string") this.#writeString(value, depth, to);
    else if (Array.isArray(value)) {
      put(to, "[");
      for (const each of value) {
        this.#write(each, depth + 1, to);
        put(to, ",");
      }
      put(to, "]");
    } else if (isRecord(value)) {
      put(to, "{");
      for (const [key, each] of Object.entries(value)) {
        put(to, `${JSON.stringify(key)}:`);
        this.#write(each, depth + 1, to);
        put(to, ",");
      }
      put(to, "}");
    } else put(to, JSON.stringify(value));
  }

  #writeString(value: string, depth: number, to: Written): void {
    const reference = readReference(value);
    if (reference === "none") return put(to, JSON.stringify(value));
    if (reference === "opaque") throw incomparable;
    const { kind, id, path } = reference;
    // Where a value stands, or what is shown, makes no difference; what else it is made into does.
    const isPlain = kind === "" || kind === "L";
    if (!isPlain) put(to, `${kind}(`);
    const row = this.#rows.get(id);
    if (row?.kind === "text") put(to, JSON.stringify(escaped(row.text)));
    else if (row?.kind === "module") {
      put(to, "I");
      this.#write(row.value, depth + 1, to);
    } else this.#write(this.#follow(this.#modelOf(id), path), depth + 1, to);
    if (!isPlain) put(to, ")");
  }

  #modelOf(id: string): unknown {
    const row = this.#rows.get(id);
    if (row?.kind !== "model") throw incomparable;
    return row.value;
  }

  #follow(from: unknown, path: readonly string[]): unknown {
    let value = from;
    for (const name of path) {
      for (let steps = 0; typeof value === "string"; steps++) {
        const reference = readReference(value);
        if (typeof reference === "string" || steps > maxDepth) throw incomparable;
        value = this.#follow(this.#modelOf(reference.id), reference.path);
      }
      if (!Array.isArray(value) && !isRecord(value)) throw incomparable;
      const key = nameIn(value, name);
      if (!Object.hasOwn(value, key)) throw incomparable;
      value = Reflect.get(value, key);
    }
    return value;
  }
}

interface Written {
  readonly text: string[];
  /** Characters that may still be written. */
  left: number;
}

function put(to: Written, text: string): void {
  to.left -= text.length;
  if (to.left < 0) throw incomparable;
  to.text.push(text);
}

/** Errors, streams, iterators and bytes. What else there is tell only React's development builds, or later versions of it. */
const otherTags = /^[ERrXxAOobUSsLlGgMmV]$/;

function rowValue(tag: string, text: () => string): RowValue | undefined {
  if (tag === "T") return { kind: "text", text: text() };
  if (otherTags.test(tag)) return { kind: "other" };
  if (!["", "I", "C"].includes(tag)) return undefined;
  const json = text();
  if (tag === "C" && json === "") return { kind: "other" };
  const parsed = parseJson(json);
  if (parsed === undefined) return undefined;
  return { kind: tag === "C" ? "other" : tag === "I" ? "module" : "model", value: parsed };
}

/** Undefined for what is no JSON: a row of a kind that is not known. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A text that is outlined stands as it is; inside of JSON its `$` is doubled. */
function escaped(text: string): string {
  return text.startsWith("$") ? `$${text}` : text;
}

/** Lists the ids of the rows that the strings of a model refer to. */
export function listReferences(model: unknown): string[] {
  const ids: string[] = [];
  const waiting = [model];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string") {
      const reference = readReference(value);
      if (typeof reference === "object") ids.push(reference.id);
    } else if (Array.isArray(value)) for (const each of value) waiting.push(each);
    else if (isRecord(value)) for (const each of Object.values(value)) waiting.push(each);
  }
  return ids;
}

function readReference(text: string): Reference | "none" | "opaque" {
  if (!text.startsWith("$") || text.length === 1) return "none";
  const match = /^\$([@LhQWKiB]?)([0-9a-f]+)((?::.*)?)$/s.exec(text);
  if (match === null) return /^\$[$SINDnu-]/.test(text) ? "none" : "opaque";
  const [, kind = "", id = "", path = ""] = match;
  return { kind, id, path: path.split(":").slice(1) };
}

/** An element is a list in JSON, and is followed by the names of its parts. */
function nameIn(
  value: readonly unknown[] | Readonly<Record<string, unknown>>,
  name: string,
): string {
  if (!Array.isArray(value) || value[0] !== "$") return name;
  return { type: "1", key: "2", props: "3" }[name] ?? name;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
