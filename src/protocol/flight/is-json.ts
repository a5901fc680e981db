/** How a value can be written: as its own JSON, with tags in it, or only by React. */
export type Plainness = "json" | "tagged" | "react";

/** What is left of the bounds. */
export interface Bounds {
  readonly maxDepth: number;
  nodesLeft: number;
}

const DOLLAR = 36;

/**
 * Tells whether a value's own JSON is what React would write for it. One look at each value,
 * nothing built: this stands before every answer. "tagged" is only a first suspicion; the writer decides.
 */
export function isJson(value: unknown, bounds: Bounds, depth: number): Plainness {
  switch (typeof value) {
    case "string":
      return value.charCodeAt(0) === DOLLAR ? "tagged" : "json";
    case "number":
      // Not finite, or -0.
      return value - value === 0 && (value !== 0 || 1 / value > 0) ? "json" : "tagged";
    case "boolean":
      return "json";
    case "undefined":
    case "bigint":
      return "tagged";
    case "object":
      return value === null ? "json" : isJsonObject(value, bounds, depth);
    case "function":
    case "symbol":
      return "react";
  }
}

function isJsonObject(value: object, bounds: Bounds, depth: number): Plainness {
  if (depth > bounds.maxDepth) return "react";
  if (Array.isArray(value)) return isJsonArray(value, bounds, depth);
  if (!isPlainObject(value)) return "tagged";
  const keys = Object.keys(value);
  bounds.nodesLeft -= keys.length;
  if (bounds.nodesLeft < 0) return "react";
  for (const key of keys) {
    const verdict = isJson(value[key], bounds, depth + 1);
    if (verdict !== "json") return verdict;
  }
  return "json";
}

function isJsonArray(value: readonly unknown[], bounds: Bounds, depth: number): Plainness {
  bounds.nodesLeft -= value.length;
  if (bounds.nodesLeft < 0 || hasToJson(value)) return "react";
  for (let index = 0; index < value.length; index++) {
    const verdict = isJson(value[index], bounds, depth + 1);
    if (verdict !== "json") return verdict;
  }
  return "json";
}

/**
 * Tells whether React writes an object by its own keys alone: of Object's prototype,
 * and with none of the methods that React or JSON would call instead.
 */
export function isPlainObject(value: object): value is Record<string, unknown> {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    !hasToJson(value) &&
    !(Symbol.iterator in value) &&
    !(Symbol.asyncIterator in value)
  );
}

/** Tells whether JSON.stringify would call a method of the value. */
export function hasToJson(value: object): boolean {
  return "toJSON" in value && typeof value.toJSON === "function";
}
