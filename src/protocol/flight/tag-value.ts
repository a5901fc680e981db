/** Rows being written, and what is left of the bounds. */
export interface FlightRows {
  readonly maxDepth: number;
  nodesLeft: number;
  /** Rows that others refer to, as JSON; the first has the number 1. */
  readonly outlined: string[];
}

/** Says that only React can write a value. */
export const needsReact: unique symbol = Symbol("needs React");

const DOLLAR = 36;

/**
 * Returns what stands for a value in a row's JSON: the value itself where JSON already says it, so that
 * a plain value is looked at once and nothing is built; a copy where something in it needs a tag.
 * The spelling is that of `renderModelDestructive` in react-server-dom-webpack's server.
 */
export function tagValue(rows: FlightRows, value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return value.charCodeAt(0) === DOLLAR ? `$${value}` : value;
    case "number":
      return tagNumber(value);
    case "boolean":
      return value;
    case "undefined":
      return "$undefined";
    case "bigint":
      return `$n${value}`;
    case "object":
      return value === null ? null : tagObject(rows, value, depth);
    case "function":
    case "symbol":
      return needsReact;
  }
}

function tagNumber(value: number): number | string {
  if (value - value !== 0)
    return Number.isNaN(value) ? "$NaN" : value > 0 ? "$Infinity" : "$-Infinity";
  return value === 0 && 1 / value < 0 ? "$-0" : value;
}

function tagObject(rows: FlightRows, value: object, depth: number): unknown {
  if (depth > rows.maxDepth) return needsReact;
  if (Array.isArray(value)) return hasToJson(value) ? needsReact : tagArray(rows, value, depth);
  return isPlainObject(value) ? tagProperties(rows, value, depth) : tagBuiltIn(rows, value, depth);
}

function tagArray(rows: FlightRows, items: readonly unknown[], depth: number): unknown {
  rows.nodesLeft -= items.length;
  if (rows.nodesLeft < 0) return needsReact;
  let tagged = items;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const replaced = tagValue(rows, item, depth + 1);
    if (replaced === item) continue;
    if (replaced === needsReact) return needsReact;
    if (tagged === items) tagged = items.slice();
    Reflect.set(tagged, index, replaced);
  }
  return tagged;
}

function tagProperties(rows: FlightRows, value: Record<string, unknown>, depth: number): unknown {
  const keys = Object.keys(value);
  rows.nodesLeft -= keys.length;
  if (rows.nodesLeft < 0) return needsReact;
  let tagged = value;
  for (const key of keys) {
    const property = value[key];
    const replaced = tagValue(rows, property, depth + 1);
    if (replaced === property) continue;
    if (replaced === needsReact) return needsReact;
    if (tagged === value) tagged = { ...value };
    // An own key __proto__ stays one; assigning would set the prototype.
    if (key === "__proto__") Object.defineProperty(tagged, key, { value: replaced });
    else tagged[key] = replaced;
  }
  return tagged;
}

function tagBuiltIn(rows: FlightRows, value: object, depth: number): unknown {
  // Own properties may be methods that React would call instead.
  if (Object.keys(value).length > 0 || Object.hasOwn(value, "toJSON")) return needsReact;
  switch (Object.getPrototypeOf(value)) {
    case Date.prototype:
      return tagDate(value as Date, depth); // its prototype says so
    case Map.prototype:
      return outline(rows, { tag: "Q", items: [...(value as Map<unknown, unknown>)], depth }); // as above
    case Set.prototype:
      return outline(rows, { tag: "W", items: [...(value as Set<unknown>)], depth }); // as above
    case FormData.prototype:
      return outline(rows, { tag: "K", items: [...(value as FormData)], depth }); // as above; a file needs React
    default:
      return needsReact;
  }
}

/** As React: an invalid date is null, but keeps its tag where it is the whole model. */
function tagDate(date: Date, depth: number): string | null {
  if (Number.isNaN(date.getTime())) return depth === 0 ? "$Dnull" : null;
  return `$D${date.toISOString()}`;
}

function outline(
  rows: FlightRows,
  row: { readonly tag: string; readonly items: readonly unknown[]; readonly depth: number },
): unknown {
  const tagged = tagArray(rows, row.items, row.depth + 1);
  if (tagged === needsReact) return needsReact;
  rows.outlined.push(JSON.stringify(tagged));
  return `$${row.tag}${rows.outlined.length.toString(16)}`;
}

/**
 * Tells whether React writes an object by its own keys alone: of Object's prototype,
 * and with none of the methods that React or JSON would call instead.
 */
function isPlainObject(value: object): value is Record<string, unknown> {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    !hasToJson(value) &&
    !(Symbol.iterator in value) &&
    !(Symbol.asyncIterator in value)
  );
}

function hasToJson(value: object): boolean {
  return "toJSON" in value && typeof value.toJSON === "function";
}
