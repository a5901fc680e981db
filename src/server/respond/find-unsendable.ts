/**
 * Finds the first value that React cannot send to the browser, for a message to the developer, e.g.
 * `a User (a class instance) at user.owner`. Undefined when there is none among the plain parts of `value`;
 * elements, promises and streams are left to React.
 */
export function findUnsendable(value: unknown): string | undefined {
  const seen = new Set<object>();
  const open: [value: unknown, path: string][] = [[value, ""]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [at, path] = next;
    if (isAtom(at)) continue;
    const kind = unsendableKind(at);
    if (kind !== undefined) return path === "" ? kind : `${kind} at ${path.slice(1)}`;
    if (typeof at !== "object" || at === null || seen.has(at)) continue;
    seen.add(at);
    for (const [key, child] of childrenOf(at)) open.push([child, `${path}.${key}`]);
  }
  return undefined;
}

/** The error of an action whose value cannot be sent; `fault` as `findUnsendable` gives it. */
export function unsendableError(fault: string): TypeError {
  return new TypeError(
    `the action returned ${fault}, which cannot be sent to the browser; return plain data in its place`,
  );
}

const referenceTypes: ReadonlySet<unknown> = new Set(
  ["client.reference", "server.reference", "temporary.reference"].map((name) =>
    Symbol.for(`react.${name}`),
  ),
);

function isAtom(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== "object" && typeof value !== "function")
    return typeof value !== "symbol" || Symbol.keyFor(value) !== undefined;
  // Reading $$typeof is what React does first, and the only read that references allow.
  if (!("$$typeof" in value)) return false;
  return typeof value === "object" || referenceTypes.has(Reflect.get(value, "$$typeof"));
}

function unsendableKind(value: unknown): string | undefined {
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "function")
    return `a function${value.name === "" ? "" : ` (${value.name})`}`;
  if (typeof value !== "object" || value === null || isKnownClass(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return undefined;
  const name = typeof value.constructor === "function" ? value.constructor.name : "";
  return name === "" ? "a class instance" : `a ${name} (a class instance)`;
}

const knownClasses: readonly (abstract new (...args: never[]) => unknown)[] = [
  Array,
  Date,
  Map,
  Set,
  Error,
  ArrayBuffer,
  FormData,
  Blob,
  ReadableStream,
];

function isKnownClass(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    knownClasses.some((known) => value instanceof known) ||
    ("then" in value && typeof value.then === "function") ||
    Symbol.asyncIterator in value ||
    Symbol.iterator in value
  );
}

function childrenOf(value: object): Iterable<readonly [string, unknown]> {
  if (Array.isArray(value)) return value.map((child: unknown, index) => [String(index), child]);
  if (value instanceof Map)
    return [...value].flatMap(([key, child]: [unknown, unknown], index) => [
      [`key ${index}`, key],
      [`value ${index}`, child],
    ]);
  if (value instanceof Set)
    return [...value].map((child: unknown, index) => [String(index), child]);
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? Object.entries(value) : [];
}
