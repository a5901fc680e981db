import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeValues } from "./decode-values.ts";
import { encodeValues } from "./encode-values.ts";

const encode = (values: readonly unknown[]): Uint8Array => {
  const encoded = encodeValues(values);
  if (!encoded.ok) throw new Error(`${encoded.error.path}: ${encoded.error.what}`);
  return encoded.value;
};
const decodeText = (text: string) => decodeValues(new TextEncoder().encode(text));
const reference = (id: unknown, bound: unknown): unknown =>
  Object.defineProperties(() => undefined, {
    $$typeof: { value: Symbol.for("react.server.reference") },
    $$id: { value: id },
    $$bound: { value: bound, configurable: true },
  });
const nest = (depth: number): unknown => (depth === 0 ? [] : [nest(depth - 1)]);

class Session {
  readonly id = 1;
}

describe("captured values", () => {
  test("come back as they were", { timeout: 120_000 }, () => {
    const value = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      key: fc.string().filter((key) => key !== "__proto__"),
      values: [
        fc.anything({ maxDepth: 0, withDate: true, withBigInt: true }),
        fc.constantFrom(-0, NaN, Infinity, "undefined", "map"),
      ],
    });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => {
        expect(decodeValues(encode(values))).toStrictEqual({ ok: true, value: values });
      }),
      { numRuns: process.env["EDICT_LONG"] === "1" ? 50_000 : 500 },
    );
  });

  test("keep buffers, views and invalid dates", () => {
    const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]).subarray(1);
    const values = [
      bytes,
      bytes.slice().buffer,
      new DataView(bytes.slice().buffer),
      new BigInt64Array([-1n]),
      new Date(NaN),
    ];
    expect(decodeValues(encode(values))).toStrictEqual({
      ok: true,
      value: [bytes.slice(), ...values.slice(1)],
    });
  });

  test("keep an array with holes as undefined, and a key named toJSON", () => {
    const holes: unknown[] = [];
    holes[1] = 1;
    expect(decodeValues(encode([holes, { toJSON: 1 }]))).toEqual({
      ok: true,
      value: [[undefined, 1], { toJSON: 1 }],
    });
  });

  test("keep actions with their bound arguments, by what finds them", () => {
    const encoded = encode([
      reference("a", null),
      [reference("b", [1, { deep: reference("c", null) }])],
    ]);
    const resolveAction = (id: string, bound: readonly unknown[] | null): unknown => ({
      id,
      bound,
    });
    expect(decodeValues(encoded, { resolveAction })).toEqual({
      ok: true,
      value: [
        { id: "a", bound: null },
        [{ id: "b", bound: [1, { deep: { id: "c", bound: null } }] }],
      ],
    });
    expect(decodeValues(encoded)).toEqual({
      ok: false,
      error: { path: "[0]", what: "an action that is not listed" },
    });
  });
});

const cyclic: { self?: unknown } = {};
cyclic.self = [cyclic];
const boundToItself = reference("a", []);
Object.defineProperty(boundToItself, "$$bound", { value: [boundToItself] });

describe("encodeValues names the path of", () => {
  test.each([
    ["a function", { onSave: () => 1 }, "[0].onSave", "a function that is no Server Action"],
    [
      "a class instance",
      { user: { session: new Session() } },
      "[0].user.session",
      "an instance of Session",
    ],
    ["an error", [new TypeError("x")], "[0][0]", "an instance of TypeError"],
    ["a promise", new Map([["a", Promise.resolve()]]), "[0].values()[0]", "a promise"],
    [
      "a key of a Map",
      new Map([[() => 1, 1]]),
      "[0].keys()[0]",
      "a function that is no Server Action",
    ],
    ["a symbol", new Set([Symbol("x")]), "[0][0]", "a symbol"],
    [
      "an element",
      { icon: { $$typeof: Symbol.for("react.transitional.element") } },
      "[0].icon",
      "a React element or component",
    ],
    ["a Node Buffer", Buffer.from("x"), "[0]", "an instance of Buffer"],
    [
      "a symbol key",
      { "a b": { [Symbol.for("x")]: 1 } },
      '[0]["a b"]',
      "an object with the key Symbol(x)",
    ],
    ["the key __proto__", JSON.parse('{"__proto__":1}'), "[0].__proto__", "a key named __proto__"],
    ["a cycle", cyclic, "[0].self[0]", "a cycle"],
    ["an action bound to itself", boundToItself, "[0].bind()[0]", "a cycle"],
    ["an action without an id", reference(5, null), "[0]", "an action without an id"],
    ["too deep a value", nest(64), `[0]${"[0]".repeat(64)}`, "more than 64 levels of nesting"],
    [
      "too many values",
      Array.from({ length: 50_000 }, () => 1),
      "[0][49999]",
      "more than 50000 values",
    ],
    ["too many bytes", "x".repeat(1_048_576), "", "1048582 characters, more than 1048576"],
  ])("%s", (_name, value, path, what) => {
    expect(encodeValues([value])).toEqual({ ok: false, error: { path, what } });
  });

  test("a value by the name it was captured under", () => {
    expect(encodeValues([1, { a: new Session() }], { names: ["n", "user.profile"] })).toEqual({
      ok: false,
      error: { path: "user.profile.a", what: "an instance of Session" },
    });
  });
});

describe("decodeValues refuses", () => {
  test.each([
    ["no JSON", "["],
    ["no array", "{}"],
    ["another version", "[2]"],
    ["no version", "[]"],
    ["an unknown tag", '[1,["x"]]'],
    ["an empty array", "[1,[]]"],
    ["an array with junk behind it", "[1,[[],1]]"],
    ["an unknown number", '[1,["number","1"]]'],
    ["a number named by a method", '[1,["number","toString"]]'],
    ["a BigInt of junk", '[1,["bigint","0x1"]]'],
    ["a BigInt that is a number", '[1,["bigint",1]]'],
    ["a date of junk", '[1,["date","x"]]'],
    ["a Map of junk", '[1,["map",{}]]'],
    ["a Map with an entry of three", '[1,["map",[[1,2,3]]]]'],
    ["a Set of junk", '[1,["set","x"]]'],
    ["unknown bytes", '[1,["binary","Float16","AAAA"]]'],
    ["bytes that are no base64", '[1,["binary","Uint8Array","A"]]'],
    ["bytes of the wrong length", '[1,["binary","Float64Array","AAAA"]]'],
    ["an object without prototype that is none", '[1,["null-prototype",[[1]]]]'],
    ["an action of junk", '[1,["action",5,null]]'],
    ["bound arguments of junk", '[1,["action","a","x"]]'],
    ["the key __proto__", '[1,{"__proto__":1}]'],
    ["65 levels and more", `[1,${"[[".repeat(70)}${"]]".repeat(70)}]`],
    ["500,000 levels", `[1,${"[[".repeat(250_000)}${"]]".repeat(250_000)}]`],
    ["more values than it may", `[1,[[${"1,".repeat(50_000)}1]]]`],
    ["more bytes than it may", `[1,"${"x".repeat(1_048_576)}"]`],
  ])("%s", (_name, text) => {
    expect(decodeText(text)).toMatchObject({ ok: false });
  });

  test("bytes that are not UTF-8", () => {
    expect(decodeValues(Buffer.from('[1,"\xff"]', "latin1"))).toMatchObject({ ok: false });
  });
});
