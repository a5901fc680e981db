import { hasToJson, isPlainObject } from "./is-json.ts";

interface Rows {
  readonly maxDepth: number;
  nodesLeft: number;
  /** Rows that others refer to; the first has the number 1. */
  readonly outlined: string[];
}

/** Says that only React can write this value; never leaves the file. */
const needsReact: unique symbol = Symbol("needs React");

/** Writes a value that needs tags; undefined when it needs React. Rows referred to come first, row 0 last. */
export function writeRows(model: unknown, maxDepth: number, maxNodes: number): string | undefined {
  const rows: Rows = { maxDepth, nodesLeft: maxNodes, outlined: [] };
  const root = writeValue(rows, model, 0);
  return root === needsReact ? undefined : `${rows.outlined.join("")}0:${root}\n`;
}

type Written = string | typeof needsReact;

function writeValue(rows: Rows, value: unknown, depth: number): Written {
  if (--rows.nodesLeft < 0) return needsReact;
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.startsWith("$") ? `$${value}` : value);
    case "number":
      return writeNumber(value);
    case "boolean":
      return value ? "true" : "false";
    case "undefined":
      return '"$undefined"';
    case "bigint":
      return `"$n${value}"`;
    case "object":
      return value === null ? "null" : writeObject(rows, value, depth);
    case "function":
    case "symbol":
      return needsReact;
  }
}

function writeNumber(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '"$-0"' : String(value);
  if (Number.isNaN(value)) return '"$NaN"';
  return value > 0 ? '"$Infinity"' : '"$-Infinity"';
}

function writeObject(rows: Rows, value: object, depth: number): Written {
  if (depth > rows.maxDepth) return needsReact;
  if (Array.isArray(value)) return hasToJson(value) ? needsReact : writeArray(rows, value, depth);
  if (isPlainObject(value)) return writeProperties(rows, value, depth);
  return writeBuiltIn(rows, value, depth);
}

function writeBuiltIn(rows: Rows, value: object, depth: number): Written {
  // Own properties may be methods that React would call instead.
  if (Object.keys(value).length > 0 || Object.hasOwn(value, "toJSON")) return needsReact;
  switch (Object.getPrototypeOf(value)) {
    case Date.prototype:
      return writeDate(value as Date, depth); // its prototype says so
    case Map.prototype:
      return outline(rows, { tag: "Q", items: [...(value as Map<unknown, unknown>)], depth }); // as above
    case Set.prototype:
      return outline(rows, { tag: "W", items: [...(value as Set<unknown>)], depth }); // as above
    case FormData.prototype:
      return outline(rows, { tag: "K", items: [...(value as FormData).entries()], depth }); // as above; a file needs React
    default:
      return needsReact;
  }
}

/** As React: an invalid date is null, but keeps its tag where it is the whole model. */
function writeDate(date: Date, depth: number): string {
  const time = date.getTime();
  if (Number.isNaN(time)) return depth === 0 ? '"$Dnull"' : "null";
  return `"$D${date.toISOString()}"`;
}

function outline(
  rows: Rows,
  row: { readonly tag: string; readonly items: readonly unknown[]; readonly depth: number },
): Written {
  const text = writeArray(rows, row.items, row.depth + 1);
  if (text === needsReact) return needsReact;
  const id = (rows.outlined.length + 1).toString(16);
  rows.outlined.push(`${id}:${text}\n`);
  return `"$${row.tag}${id}"`;
}

function writeArray(rows: Rows, items: readonly unknown[], depth: number): Written {
  let text = "[";
  for (let index = 0; index < items.length; index++) {
    const item = writeValue(rows, items[index], depth + 1);
    if (item === needsReact) return needsReact;
    text += index === 0 ? item : `,${item}`;
  }
  return `${text}]`;
}

function writeProperties(rows: Rows, value: Record<string, unknown>, depth: number): Written {
  let text = "{";
  for (const key of Object.keys(value)) {
    const property = writeValue(rows, value[key], depth + 1);
    if (property === needsReact) return needsReact;
    text += `${text.length === 1 ? "" : ","}${JSON.stringify(key)}:${property}`;
  }
  return `${text}}`;
}
