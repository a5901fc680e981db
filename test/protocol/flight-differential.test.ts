import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writePlainFlight } from "../../src/protocol/flight/index.ts";
import { arbitraryValue } from "./arbitrary-values.ts";
import { describeValue } from "./describe-value.ts";
import { flightClient, flightServer } from "./react-flight.ts";

const runs = process.env["EDICT_LONG"] === "1" ? 20_000 : 1_000;

const streamOf = (text: string): ReadableStream => {
  const { body } = new Response(text);
  if (body === null) throw new Error("no body");
  return body;
};

async function readPlain(model: unknown): Promise<unknown> {
  const text = writePlainFlight(model);
  if (text === undefined) throw new Error("not written");
  return flightClient.createFromReadableStream(streamOf(text));
}

async function readReact(model: unknown): Promise<unknown> {
  return flightClient.createFromReadableStream(flightServer.renderToReadableStream(model, {}));
}

describe("writePlainFlight against React's own server and client", { timeout: 600_000 }, () => {
  test("is read by React's client as what React's server writes for the same value", async () => {
    const kinds = { binary: false, forms: false, promises: false, iterators: false, shared: false };
    await fc.assert(
      fc.asyncProperty(arbitraryValue(kinds), async (value) => {
        const model = { outcome: { kind: "returned", value }, build: "1" };
        const ours = await describeValue(await readPlain(model));
        const theirs = await describeValue(await readReact(model));
        if (!isDeepStrictEqual(ours, theirs)) expect(ours).toEqual(theirs);
        expect(isDeepStrictEqual(ours, theirs)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test("writes the whole model as React does when it is no object", async () => {
    for (const model of [undefined, null, "", "$1", 5, -0, NaN, 7n, new Date(0), new Date(NaN)]) {
      expect(await describeValue(await readPlain(model))).toEqual(
        await describeValue(await readReact(model)),
      );
    }
  });

  test("writes a form without files, and long and odd strings", async () => {
    const form = new FormData();
    form.append("a", "$1");
    form.append("a", "2");
    const model = [form, "x".repeat(5_000), "\u2028\n\r\0", "é🎈"];
    const read = await readPlain(model);
    expect(read).toEqual(model);
    expect([...(read as [FormData])[0]]).toEqual([...form]); // as written
  });

  test("keeps a lone surrogate, which React replaces where a string is long", async () => {
    expect(await readPlain(["\ud800"])).toEqual(["\ud800"]);
  });
});
