import { describe, expect, test } from "vitest";
import { writePlainFlight } from "./write-plain-flight.ts";

const element = { $$typeof: Symbol.for("react.transitional.element"), type: "p", props: {} };
const cyclic: unknown[] = [];
cyclic.push(cyclic);
const nest = (depth: number, inner: unknown): unknown =>
  depth === 0 ? inner : [nest(depth - 1, inner)];
const doubling = (level: number): unknown => {
  let value: unknown = [1];
  for (let at = 0; at < level; at++) value = [value, value];
  return value;
};
const formWithFile = new FormData();
formWithFile.append("a", new File(["x"], "x"));

class Session {
  readonly id = 1;
}
class Dates extends Date {}
class Numbers extends Map {}

describe("writePlainFlight", () => {
  test.each([
    ["JSON as it is", { a: [1, "x", null, true], b: {} }, '0:{"a":[1,"x",null,true],"b":{}}\n'],
    ["a string that looks like a tag", ["$1", "a$"], '0:["$$1","a$"]\n'],
    [
      "numbers that JSON has not",
      [NaN, Infinity, -Infinity, -0],
      '0:["$NaN","$Infinity","$-Infinity","$-0"]\n',
    ],
    [
      "undefined, BigInt and dates",
      [undefined, 5n, new Date(0), new Date(NaN)],
      '0:["$undefined","$n5","$D1970-01-01T00:00:00.000Z",null]\n',
    ],
    [
      "a Map and a Set, in rows before",
      { map: new Map([[1, new Set(["$"])]]) },
      '1:["$$"]\n2:[[1,"$W1"]]\n0:{"map":"$Q2"}\n',
    ],
    ["one value that is no object", undefined, '0:"$undefined"\n'],
  ])("writes %s", (_name, model, text) => {
    expect(writePlainFlight(model)).toBe(text);
  });

  test.each([
    ["an element", element],
    ["a function", { save: () => 1 }],
    ["a symbol", [Symbol.for("x")]],
    ["a promise", [Promise.resolve(1)]],
    ["a stream", { body: new ReadableStream() }],
    ["an iterator", [[1][Symbol.iterator]()]],
    ["an object with its own iterator", { [Symbol.iterator]: () => [][Symbol.iterator]() }],
    ["an object with its own async iterator", { [Symbol.asyncIterator]: () => undefined }],
    ["a class instance", [new Session()]],
    ["an error", [new Error("x")]],
    ["a URL", [new URL("http://localhost/")]],
    ["an object without prototype", [Object.create(null)]],
    ["an object with toJSON", [{ toJSON: () => "x" }]],
    [
      "an object with a hidden toJSON",
      [Object.defineProperty({}, "toJSON", { value: () => "$L1" })],
    ],
    ["an array with toJSON", [Object.assign([1], { toJSON: () => "x" })]],
    ["an array with toJSON beside a tag", [undefined, Object.assign([1], { toJSON: () => "x" })]],
    ["a Date with toJSON", [Object.assign(new Date(0), { toJSON: () => "x" })]],
    ["a Date of a subclass", [new Dates(0)]],
    ["a Map of a subclass", [new Numbers()]],
    ["a typed array", [new Uint8Array(1)]],
    ["a Blob", [new Blob(["x"])]],
    ["a form with a file", [formWithFile]],
    ["a function in a Map", [new Map([[1, () => 1]])]],
    ["a cycle", cyclic],
    ["a cycle beside a tag", [undefined, cyclic]],
    ["too deep a value", nest(66, 1)],
    ["too deep a Map", nest(65, new Map())],
    ["values that double", doubling(40)],
    ["values that double beside a tag", [undefined, doubling(40)]],
    [
      "an object above the bound",
      Object.fromEntries(Array.from({ length: 50_001 }, (_, key) => [key, 1])),
    ],
    [
      "a getter that throws",
      [
        Object.defineProperty({}, "a", {
          enumerable: true,
          get: () => {
            throw new Error("no");
          },
        }),
      ],
    ],
  ])("leaves %s to React", (_name, model) => {
    expect(writePlainFlight(model)).toBeUndefined();
  });
});
