import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  decodeReply,
  defaultReplyBudgets,
  parseContentType,
  type ReplyBudgets,
} from "../../src/protocol/reply/index.ts";
import { arbitraryValue } from "./arbitrary-values.ts";
import { describeValue } from "./describe-value.ts";
import { flightClient, flightModules, flightServer } from "./react-flight.ts";

/** The body of a call. */
export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly type: string;
}

const budgets: ReplyBudgets = {
  ...defaultReplyBudgets,
  maxFiles: 1_000,
  maxModelParts: 1_000,
};

const actionId = "5".repeat(50);
/** The listed action: gives back what is bound to it. */
const listed = (...bound: unknown[]): unknown[] => bound;
flightModules.set("actions", { save: listed });

/** Where React's server finds it. */
export const manifest: object = { [actionId]: { id: "actions", name: "save", chunks: [] } };
const stub = flightClient.createServerReference(actionId, () => undefined);

/** In a browser, an action with bound arguments comes out of a page. */
async function receiveBound(...args: unknown[]): Promise<unknown> {
  const reference = flightServer.registerServerReference((): unknown => undefined, actionId, null);
  const stream = flightServer.renderToReadableStream(
    (reference as typeof listed).bind(null, ...args), // a function, given one
    manifest,
  );
  return flightClient.createFromReadableStream(stream);
}

const bound = await Promise.all([
  receiveBound(1),
  receiveBound(undefined, { at: new Date(0), list: [-0, "$"] }),
  receiveBound(new Map([["k", new Set([1n])]]), Promise.resolve(["late"])),
  receiveBound(flightServer.registerServerReference((): unknown => 1, actionId, null)),
]);

const each = { forms: true, promises: true, iterators: true, streams: false };
const plain = fc.constant(stub);
// React's decoder reads bytes late, and gives null to whatever else refers to them; and it reads
// the entries of forms in the order of its own work, which streams change.
const kinds = [
  { name: "bytes", kinds: { ...each, binary: true, shared: false, leaves: plain } },
  { name: "shared objects", kinds: { ...each, binary: false, shared: true, leaves: plain } },
  {
    name: "streams",
    kinds: { ...each, forms: false, binary: false, shared: false, streams: true, leaves: plain },
  },
  // React's encoder ends at an action with bound arguments that stands before what it must wait for,
  // and its decoder gives null to what refers to anything beside one.
  {
    name: "bound actions",
    kinds: {
      ...each,
      promises: false,
      binary: false,
      shared: false,
      leaves: fc.constantFrom(...bound),
    },
  },
];

/** Arguments to compare, in several kinds that do not go together in React's decoder. */
export const argumentKinds: readonly {
  readonly name: string;
  readonly args: fc.Arbitrary<unknown[]>;
}[] = kinds.map(({ name, kinds: some }) => ({
  name,
  // A stream that failed was read, so that a smaller case of it would prove nothing.
  args: fc.noShrink(fc.array(arbitraryValue(some), { maxLength: 4 })),
}));

/** Encodes arguments as React's client does and decodes them twice; throws where the two differ. */
export async function compareWithReact(args: readonly unknown[]): Promise<void> {
  const body = await toBody(await flightClient.encodeReply(args));
  const ours = await describeValue(decodeOurs(body, new WeakMap()));
  const theirs = await describeValue(await decodeTheirs(body));
  if (!isDeepStrictEqual(ours, theirs))
    throw new Error(`ours: ${show(ours)}\ntheirs: ${show(theirs)}\n${body.type}`);
}

function show(described: unknown): string {
  return JSON.stringify(described, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

/** What a browser sends. */
export async function toBody(encoded: string | FormData): Promise<EncodedBody> {
  const response = new Response(encoded);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { bytes, type: response.headers.get("content-type") ?? "" };
}

/** Decodes a body for an action that takes everything; throws the reason of a refusal. */
export function decodeOurs(
  body: EncodedBody,
  temporaryReferences: WeakMap<object, string>,
): unknown {
  const type = parseContentType(body.type);
  if (!type.ok) throw new Error(type.error.reason);
  const decoded = decodeReply(body.bytes, type.value, {
    budgets,
    accepts: ["streams", "references"],
    findReference: (id, args) => {
      if (id !== actionId) return undefined;
      return args === null ? listed : listed.bind(null, ...args);
    },
    temporaryReferences,
  });
  if (!decoded.ok) throw new Error(decoded.error.reason);
  return decoded.value;
}

/** React reads the entries of a `$K` under its number in another base than it writes them: here they are renamed for it. */
export async function decodeTheirs(
  body: EncodedBody,
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
