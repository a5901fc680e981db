import { describe, expect, test } from "vitest";
import { describeError } from "./report-failure.ts";

describe("describing an error", () => {
  test("tells the whole chain of causes, whatever they are", () => {
    const error = new Error("outer", {
      cause: new TypeError("middle", { cause: "a string at the root" }),
    });
    const text = describeError(error);
    expect(text).toMatch(/^Error: outer\n[^]*\ncaused by TypeError: middle\n/);
    expect(text).toMatch(/\ncaused by a thrown string: a string at the root$/);
  });

  test("ends where a chain comes back to itself", () => {
    const first = new Error("first");
    first.cause = new Error("second", { cause: first });
    expect(describeError(first).match(/caused by/g)).toHaveLength(1);
  });

  test("ends where a chain does not", () => {
    const endless = (depth: number): Error =>
      Object.defineProperty(new Error(`level ${depth}`), "cause", {
        get: () => endless(depth + 1),
      });
    expect(describeError(endless(0)).match(/caused by/g)?.length).toBe(8);
  });

  test("keeps what can be read of an error whose cause throws", () => {
    const error = new Error("outer", {
      cause: new Proxy(
        {},
        {
          getPrototypeOf: () => {
            throw new Error("hostile");
          },
        },
      ),
    });
    expect(describeError(error)).toMatch(/^Error: outer[^]*caused by a thrown value that cannot/);
  });
});
