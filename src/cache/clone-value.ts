/**
 * Copies a value that our value codec has read: plain objects, arrays, maps, sets, dates and bytes. Much faster than
 * `structuredClone`, which crosses into C++ for every one of them.
 */
export function cloneValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneValue);
  switch (Object.getPrototypeOf(value)) {
    case Object.prototype:
      return copyProperties(value, {});
    case null:
      return copyProperties(value, Object.create(null) as Record<string, unknown>); // an object without anything
    case Map.prototype:
      return new Map(
        Array.from(value as Map<unknown, unknown>, ([key, each]) => [
          // its prototype says so
          cloneValue(key),
          cloneValue(each),
        ]),
      );
    case Set.prototype:
      return new Set(Array.from(value as Set<unknown>, cloneValue)); // as above
    default:
      return structuredClone(value);
  }
}

function copyProperties(from: object, to: Record<string, unknown>): object {
  const source = from as Record<string, unknown>; // its own keys are read, nothing else
  for (const key of Object.keys(source)) to[key] = cloneValue(source[key]);
  return to;
}
