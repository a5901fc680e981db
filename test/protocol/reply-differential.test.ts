import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeReply,
  defaultReplyBudgets,
  parseContentType,
  type ReplyBudgets,
} from "../../src/protocol/reply/index.ts";
import { arbitraryValue } from "./arbitrary-values.ts";
import { describeValue } from "./describe-value.ts";
import { flightClient, flightModules, flightServer } from "./react-flight.ts";

const runs = Number(process.env["EDICT_LONG"] ?? 1_000);
const budgets: ReplyBudgets = {
  ...defaultReplyBudgets,
  maxFiles: 1_000,
  maxModelParts: 1_000,
};

const actionId = "5".repeat(50);
const listed = (): string => "done";
flightModules.set("actions", { save: listed });
const manifest = { [actionId]: { id: "actions", name: "save", chunks: [] } };
const stub = flightClient.createServerReference(actionId, () => undefined);

class Session {
  readonly id = 1;
}

async function toBody(encoded: string | FormData): Promise<{ bytes: Uint8Array; type: string }> {
  const response = new Response(encoded);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { bytes, type: response.headers.get("content-type") ?? "" };
}

function decodeOurs(
  body: { bytes: Uint8Array; type: string },
  temporaryReferences: WeakMap<object, string>,
): unknown {
  const type = parseContentType(body.type);
  if (!type.ok) throw new Error(type.error.reason);
  const decoded = decodeReply(body.bytes, type.value, {
    budgets,
    findReference: (id) => (id === actionId ? listed : undefined),
    temporaryReferences,
  });
  if (!decoded.ok) throw new Error(decoded.error.reason);
  return decoded.value;
}

/** React reads the entries of a `$K` under its number in another base than it writes them: here they are renamed for it. */
async function decodeTheirs(
  body: { bytes: Uint8Array; type: string },
  temporaryReferences?: WeakMap<object, string>,
): Promise<unknown> {
  const options = temporaryReferences === undefined ? {} : { temporaryReferences };
  const { bytes, type } = body;
  if (type.startsWith("text/plain"))
    return flightServer.decodeReply(new TextDecoder().decode(bytes), manifest, options);
  const form = await new Response(new Uint8Array(bytes), {
    headers: { "content-type": type },
  }).formData();
  const renamed = new FormData();
  for (const [name, value] of form)
    renamed.append(
      name.replace(/^_(\d+)_/u, (_, id: string) => `_${Number(id).toString(16)}_`),
      value,
    );
  return flightServer.decodeReply(renamed, manifest, options);
}

describe("decodeReply against React's own encoder and decoder", { timeout: 600_000 }, () => {
  // React's decoder reads bytes late, and gives null to whatever else refers to them.
  test.each([
    { binary: true, shared: false },
    { binary: false, shared: true },
  ])("decodes what encodeReply writes into the values of React's decoder: %o", async (some) => {
    const kinds = { ...some, forms: true, promises: true, iterators: true };
    const value = arbitraryValue({ ...kinds, leaves: fc.constant(stub) });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 4 }), async (args) => {
        const body = await toBody(await flightClient.encodeReply(args));
        const ours = await describeValue(decodeOurs(body, new WeakMap()));
        const theirs = await describeValue(await decodeTheirs(body));
        if (!isDeepStrictEqual(ours, theirs)) expect(ours).toEqual(theirs);
        expect(isDeepStrictEqual(ours, theirs)).toBe(true);
      }),
      { numRuns: runs, timeout: 20_000 },
    );
  });

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
