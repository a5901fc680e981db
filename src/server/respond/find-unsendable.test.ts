import { expect, test } from "vitest";
import { findUnsendable } from "./find-unsendable.ts";

class User {
  name = "Ada";
}

test.each([
  [new User(), "a User (a class instance)"],
  [{ a: { b: [1, new User()] } }, "a User (a class instance) at a.b.1"],
  [{ save: function save() {} }, "a function (save) at save"],
  [[Symbol("s")], "a symbol at 0"],
  [new Map([["k", new User()]]), "a User (a class instance) at value 0"],
  [new Set([() => 1]), "a function at 0"],
  [{ url: new URL("https://shop.example") }, "a URL (a class instance) at url"],
  [/x/, "a RegExp (a class instance)"],
])("finds %o", (value, expected) => expect(findUnsendable(value)).toBe(expected));

const reference = Object.assign(() => 1, { $$typeof: Symbol.for("react.server.reference") });
const loop: { self?: unknown } = {};
loop.self = loop;

test.each([
  [null],
  [
    {
      when: new Date(),
      big: 1n,
      list: new Uint8Array(3),
      file: new Blob([]),
      form: new FormData(),
    },
  ],
  [Object.create(null)],
  [{ later: Promise.resolve(new User()), stream: new ReadableStream() }],
  [
    {
      element: { $$typeof: Symbol.for("react.transitional.element"), props: { onClick: () => 1 } },
    },
  ],
  [[reference, Symbol.for("shared"), new Error("x")]],
  [(function* () {})()],
  [loop],
])("lets %o through", (value) => expect(findUnsendable(value)).toBeUndefined());
