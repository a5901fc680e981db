import fc from "fast-check";

/** An instance of an application's class that can be iterated over; React sends it as an array. */
class Playlist {
  readonly songs: readonly unknown[];
  constructor(songs: readonly unknown[]) {
    this.songs = songs;
  }
  [Symbol.iterator](): Iterator<unknown> {
    return this.songs[Symbol.iterator]();
  }
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    "$",
    "$$",
    "$1",
    "$undefined",
    "$-0",
    "$D",
    "2020-01-01T00:00:00.000Z",
    "Z",
    "then",
  ),
  fc.string({ maxLength: 6 }).map((rest) => `$${rest}`),
);

const key = fc
  .oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("", "a:b", "then", "constructor", "toString", "0", "10", "$", "length"),
  )
  .filter((name) => name !== "__proto__");

const scalar = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, false, Number.NaN, -0, 0, Infinity, -Infinity),
  fc.integer(),
  fc.double(),
  fc.bigInt({ min: -(10n ** 99n), max: 10n ** 99n }),
  fc.date({ noInvalidDate: false }),
  text,
);

const bytes = fc.uint8Array({ maxLength: 24 });

const binary = bytes.chain((array) =>
  fc
    .constantFrom<() => unknown>(
      () => array.slice(),
      () => array.slice().buffer,
      () => new DataView(array.slice().buffer),
      () => Int8Array.from(array),
      () => Uint8ClampedArray.from(array),
      () => Int16Array.from(array),
      () => Uint16Array.from(array),
      () => Int32Array.from(array),
      () => Uint32Array.from(array),
      () => Float32Array.from(array),
      () => Float64Array.from(array),
      () => BigInt64Array.from(array, BigInt),
      () => BigUint64Array.from(array, BigInt),
    )
    .map((make) => make()),
);

const blob = bytes.map((array) => new Blob([array], { type: "image/png" }));
const fieldName = fc.string({ maxLength: 8 }).filter((name) => !name.includes("%"));

const form = fc
  .array(fc.tuple(fieldName, fc.oneof(fc.string({ unit: "grapheme", maxLength: 12 }), bytes)), {
    maxLength: 4,
  })
  .map((entries) => {
    const data = new FormData();
    for (const [name, value] of entries)
      data.append(name, typeof value === "string" ? value : new File([value], 'notes "1".txt'));
    return data;
  });

/** What a set of values may hold beside scalars, arrays, objects, Maps and Sets. */
export interface ValueKinds {
  readonly binary: boolean;
  readonly forms: boolean;
  readonly promises: boolean;
  readonly iterators: boolean;
  /** Streams of values and of bytes, async iterables and iterators. */
  readonly streams?: boolean;
  /** Objects that stand in several places. */
  readonly shared: boolean;
  /** Values of one's own beside the scalars. */
  readonly leaves?: fc.Arbitrary<unknown>;
}

/** Values that React can send, of the kinds asked for. */
export function arbitraryValue(kinds: ValueKinds): fc.Arbitrary<unknown> {
  const leaves: fc.Arbitrary<unknown>[] = [scalar, scalar, scalar];
  if (kinds.binary) leaves.push(binary, blob);
  if (kinds.forms) leaves.push(form);
  if (kinds.leaves !== undefined) leaves.push(kinds.leaves);
  return fc.letrec<{ value: unknown }>((tie) => {
    const value = tie("value");
    const list = fc.array(value, { maxLength: 4 });
    const branches: fc.Arbitrary<unknown>[] = [
      ...leaves,
      list,
      fc.array(fc.tuple(key, value), { maxLength: 4 }).map(toObject),
      fc.array(fc.tuple(value, value), { maxLength: 3 }).map((entries) => new Map(entries)),
      list.map((items) => new Set(items)),
    ];
    if (kinds.promises) branches.push(value.map((inner) => Promise.resolve(inner)));
    if (kinds.iterators)
      branches.push(
        list.map((items) => items[Symbol.iterator]()),
        list.map((items) => new Playlist(items)),
      );
    if (kinds.streams === true)
      branches.push(
        list.map(toStream),
        fc
          .array(fc.uint8Array({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 })
          .map(toByteStream),
        fc
          .tuple(list, value)
          .map(([items, end]) => ({ [Symbol.asyncIterator]: () => generate(items, end) })),
        fc.tuple(list, value).map(([items, end]) => generate(items, end)),
      );
    if (kinds.shared) branches.push(fc.tuple(value, value).map(([one, two]) => share(one, two)));
    return { value: fc.oneof({ maxDepth: 4, depthIdentifier: "value" }, ...branches) };
  }).value;
}

/** Without a callable `then`, which would make it a promise that never settles. */
function toObject(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(
    entries.filter(([name, value]) => name !== "then" || typeof value !== "function"),
  );
}

function toStream(items: readonly unknown[]): ReadableStream {
  return new ReadableStream({
    start: (controller) => {
      for (const item of items) controller.enqueue(item);
      controller.close();
    },
  });
}

function toByteStream(pieces: readonly Uint8Array[]): ReadableStream {
  return new ReadableStream({
    type: "bytes",
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(Uint8Array.from(piece));
      controller.close();
    },
  });
}

async function* generate(items: readonly unknown[], end: unknown): AsyncGenerator<unknown> {
  yield* items;
  return end;
}

function share(one: unknown, two: unknown): unknown {
  return [one, { one, two, "": [one] }, new Map([[two, one]]), new Set([one, [two]])];
}
