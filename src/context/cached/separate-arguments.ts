import { createTemporaryReference } from "../../protocol/reply/index.ts";
import { UnreadSearch } from "../search-to-read.ts";

/** Arguments of a cached function, taken apart. */
export interface SeparatedArguments {
  /** Plain data, with null for what only passes through: part of the key. */
  readonly plain: readonly unknown[];
  /** Where something passes through, and where a promise was awaited: the other part. */
  readonly places: string;
  /** What the function is called with: it can hand on what passes through, and not look into it. */
  readonly given: readonly unknown[];
  /** Names of what passes through, by the stand-ins. */
  readonly standIns: WeakMap<object, string>;
  /** What passes through, by its name. */
  readonly passed: ReadonlyMap<string, unknown>;
}

/** As deep as a key may go, and as many values as it may have: what is beyond is refused when the key is written. */
const maxDepth = 65;
const maxNodes = 50_000;

/**
 * Takes arguments apart: plain data is part of the key, promises of it are awaited (`params` and `searchParams` of a page
 * are), and elements, functions and instances pass through unread.
 */
export async function separateArguments(args: readonly unknown[]): Promise<SeparatedArguments> {
  let nodes = 0;
  const places: string[] = [];
  const standIns = new WeakMap<object, string>();
  const passed = new Map<string, unknown>();
  const passThrough = (value: unknown, path: string): Pair => {
    const standIn = createTemporaryReference(path);
    standIns.set(standIn, path);
    passed.set(path, value);
    places.push(`passes ${path}`);
    return [null, standIn];
  };
  const separate = async (value: unknown, path: string, depth: number): Promise<Pair> => {
    if (typeof value === "function")
      return isAction(value) ? [value, value] : passThrough(value, path);
    if (typeof value !== "object" || value === null || depth > maxDepth || ++nodes > maxNodes)
      return [value, value];
    // A page that does not look at its search is the same for all of them.
    if (value instanceof UnreadSearch) {
      places.push(`unread ${path}`);
      return [null, value];
    }
    if (isThenable(value)) {
      places.push(`promise ${path}`);
      const [plain, given] = await separate(await value, `${path}:then`, depth + 1);
      return [plain, Promise.resolve(given)];
    }
    if (Array.isArray(value)) {
      const items = await Promise.all(
        value.map((item: unknown, index) => separate(item, `${path}:${index}`, depth + 1)),
      );
      return [items.map(([plain]) => plain), items.map(([, given]) => given)];
    }
    if (isPlainObject(value)) {
      const entries = await Promise.all(
        Object.entries(value).map(async ([key, each]) => {
          const pair = await separate(each, `${path}:${JSON.stringify(key)}`, depth + 1);
          return [key, pair] as const;
        }),
      );
      return [
        Object.fromEntries(entries.map(([key, [plain]]) => [key, plain])),
        Object.fromEntries(entries.map(([key, [, given]]) => [key, given])),
      ];
    }
    return isData(value) ? [value, value] : passThrough(value, path);
  };
  const pairs = await Promise.all(args.map((arg, index) => separate(arg, `0:${index}`, 0)));
  return {
    plain: pairs.map(([plain]) => plain),
    places: places.toSorted().join("\n"),
    given: pairs.map(([, given]) => given),
    standIns,
    passed,
  };
}

type Pair = readonly [plain: unknown, given: unknown];

/** An action is known by its id: its stand-in would be another function. */
function isAction(value: object): boolean {
  return "$$typeof" in value && value.$$typeof === Symbol.for("react.server.reference");
}

function isThenable(value: object): value is PromiseLike<unknown> {
  return "then" in value && typeof value.then === "function";
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !("$$typeof" in value);
}

const dataPrototypes: ReadonlySet<unknown> = new Set([
  Date.prototype,
  Map.prototype,
  Set.prototype,
  ArrayBuffer.prototype,
]);

function isData(value: object): boolean {
  return dataPrototypes.has(Object.getPrototypeOf(value)) || ArrayBuffer.isView(value);
}
