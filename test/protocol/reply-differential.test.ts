import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  argumentKinds,
  compareWithReact,
  decodeOurs,
  decodeTheirs,
  manifest,
  toBody,
} from "./compare-with-react.ts";
import { flightClient, flightServer } from "./react-flight.ts";

// The long run is `npm run soak differential`.
const runs = 400;

class Session {
  readonly id = 1;
}

describe("decodeReply against React's own encoder and decoder", { timeout: 600_000 }, () => {
  test.each(argumentKinds)(
    "decodes what encodeReply writes into the values of React's decoder: $name",
    async ({ args }) => {
      await fc.assert(fc.asyncProperty(args, compareWithReact), { numRuns: runs, timeout: 20_000 });
    },
  );

  test("knows opaque values under the same path as React's decoder", async () => {
    const opaque = fc.constantFrom<() => unknown>(
      () => new Session(),
      () => () => "clicked",
      () => Symbol("local"),
      () => ({ $$typeof: Symbol.for("react.transitional.element"), props: {} }),
    );
    const leaf = opaque.map((make) => make());
    const tree = fc.oneof(
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      fc.record({ icon: leaf, list: fc.array(leaf, { maxLength: 2 }) }),
      leaf.map((one) => new Map([["a", [one]]])),
      leaf.map((one) => Promise.resolve({ one })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 4 }), async (args) => {
        const temporaryReferences = flightClient.createTemporaryReferenceSet();
        const body = await toBody(await flightClient.encodeReply(args, { temporaryReferences }));
        const ourSet = new WeakMap<object, string>();
        const theirSet = flightServer.createTemporaryReferenceSet();
        const ours = await opaquePaths(decodeOurs(body, ourSet), ourSet);
        const theirs = await opaquePaths(await decodeTheirs(body, theirSet), theirSet);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });

  test("keeps a form whole whose part number is ten or more (F43)", async () => {
    const form = new FormData();
    form.append("name", "Ada");
    const blobs = Array.from({ length: 12 }, () => new Blob(["x"]));
    const body = await toBody(await flightClient.encodeReply([blobs, form]));
    const [, decoded] = decodeOurs(body, new WeakMap()) as [unknown, FormData]; // as sent
    expect([...decoded]).toEqual([["name", "Ada"]]);
  });

  test("hands an opaque argument back to the browser as the same value (F51)", async () => {
    const element = { $$typeof: Symbol.for("react.transitional.element"), props: { a: 1 } };
    const temporaryReferences = flightClient.createTemporaryReferenceSet();
    const body = await toBody(
      await flightClient.encodeReply([{ children: element }], { temporaryReferences }),
    );
    const serverSet = flightServer.createTemporaryReferenceSet();
    const [argument] = decodeOurs(body, serverSet) as [{ children: unknown }]; // as sent
    const stream = flightServer.renderToReadableStream({ back: argument.children }, manifest, {
      temporaryReferences: serverSet,
    });
    const answer = await flightClient.createFromReadableStream(stream, { temporaryReferences });
    expect(answer).toEqual({ back: element });
    expect((answer as { back: unknown }).back).toBe(element); // as rendered
  });
});

async function opaquePaths(value: unknown, set: WeakMap<object, string>): Promise<unknown> {
  if (typeof value === "function") return `opaque ${set.get(value)}`;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => opaquePaths(item, set)));
  if (value instanceof Map) return opaquePaths([...value], set);
  if ("then" in value && typeof value.then === "function")
    return opaquePaths(await (value as unknown as Promise<unknown>), set);
  return opaquePaths(Object.entries(value), set);
}
