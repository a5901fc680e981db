import fc from "fast-check";
import type { AcceptedKind } from "../../src/protocol/index.ts";
import { refusalStatus } from "../../src/protocol/index.ts";
import { decodeGraph } from "../../src/protocol/reply/decode-graph.ts";
import { parseMultipart } from "../../src/protocol/reply/parse-multipart.ts";
import { catchFault, ReplyFault } from "../../src/protocol/reply/reply-fault.ts";
import { createReplyGraph, indexParts } from "../../src/protocol/reply/reply-graph.ts";
import type { ReplyBudgets } from "../../src/protocol/reply/index.ts";
import { boundary, listedId, multipart, replyOptions, type BodyPart } from "./reply-body.ts";

/** A body as nobody honest writes it, and the decoder that it meets. */
export interface HostileBody {
  readonly parts: readonly BodyPart[];
  readonly accepts: readonly AcceptedKind[];
  readonly budgets: Partial<ReplyBudgets>;
}

const partId = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 6 }).map((id) => id.toString(16)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "a", "ff", "00", "-1", "1e1", "__proto__", "9".repeat(20)),
  },
);
const segment = fc.constantFrom(
  ..."0 1 a then  length __proto__ constructor 00 value id".split(" "),
);
const path = fc.array(segment, { maxLength: 5 });
const tags = "@@hhQWKiBAoOUSsLlGgMmVRrXxRrXxTDnFIN-u$z".split("");
const tagged = fc.oneof(
  fc.tuple(fc.constantFrom("", "", ...tags), partId).map(([tag, id]) => `$${tag}${id}`),
  fc.tuple(partId, path).map(([id, segments]) => `$${[id, ...segments].join(":")}`),
  fc.constantFrom(
    ..."$T $undefined $NaN $-0 $Infinity $n12 $n $$ $ $D $D2020-01-01T00:00:00.000Z".split(" "),
  ),
);
const key = fc.constantFrom(
  ..."a b then 0 id bound constructor toJSON $$promise length".split(" "),
);

const model = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: "hostile" },
    { weight: 5, arbitrary: tagged },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 1, "x", true, -0) },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(key, tie("value"), { maxKeys: 3 }) },
    {
      weight: 1,
      arbitrary: fc.record({
        id: fc.constantFrom<unknown>(listedId, "x", 5),
        bound: fc.constantFrom<unknown>(null, "$@1", "$@2", "$@3", "$1"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(tagged, fc.nat(300)).map(([tag, times]) => Array(times).fill(tag)),
    },
  ),
})).value;

const json = fc.oneof(
  { weight: 9, arbitrary: model.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "[",
      '{"__proto__":"$1"}',
      '["\\u0024h1"]',
      "[1e999]",
      '"$@1"',
      "[".repeat(500) + "]".repeat(500),
    ),
  },
);
const number = fc.integer({ min: 1, max: 6 }).map(String);
const name = fc.oneof(
  { weight: 8, arbitrary: number },
  { weight: 2, arbitrary: fc.tuple(partId, key).map(([id, rest]) => `_${id}_${rest}`) },
  { weight: 1, arbitrary: fc.constantFrom("S1", "-1", "01", "x", "0") },
);
const onePart = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(name, json) },
  { weight: 1, arbitrary: fc.tuple(name, fc.uint8Array({ maxLength: 16 }), fc.constant("blob")) },
) as fc.Arbitrary<BodyPart>; // pairs and triples, as written above
const rows = fc
  .tuple(
    number,
    fc.array(json, { maxLength: 4 }),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(["C"]) },
      fc.constantFrom([], ["C", "C"], ["C1"], ["C", "1"]),
    ),
  )
  .map(([id, chunks, end]) => [...chunks, ...end].map((row): BodyPart => [`S${id}`, row]));

const budgets = fc.oneof(
  fc.constant({}),
  fc.record({
    maxNodes: fc.integer({ min: 5, max: 400 }),
    maxDepth: fc.integer({ min: 1, max: 8 }),
    maxReferences: fc.integer({ min: 1, max: 100 }),
    maxArguments: fc.integer({ min: 1, max: 4 }),
    maxModelParts: fc.integer({ min: 2, max: 6 }),
  }),
);

/** Arguments that refer to the ones before them, many times each: small to send, large to read. */
const amplified = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
  )
  .map(([width, levels]): unknown[] => [
    Array(width).fill(0),
    ...levels.map((times, level) => Array(times).fill(`$0:${level}`)),
  ]);

/** Parts of random roles, numbers, references, paths, chunks and cycles. */
export const hostileBody: fc.Arbitrary<HostileBody> = fc
  .record({
    args: fc.oneof({ weight: 9, arbitrary: fc.array(model, { maxLength: 4 }) }, amplified),
    parts: fc.array(fc.oneof({ weight: 4, arbitrary: onePart.map((part) => [part]) }, rows), {
      maxLength: 6,
    }),
    rootFirst: fc.boolean(),
    accepts: fc.subarray<AcceptedKind>(["streams", "references"]),
    budgets,
  })
  .map(({ args, parts, rootFirst, ...rest }) => {
    const root: BodyPart = ["0", JSON.stringify(args)];
    const others = parts.flat();
    return { parts: rootFirst ? [root, ...others] : [...others, root], ...rest };
  });

/** What became of a body. */
export interface Verdict {
  readonly accepted: boolean;
  /** For how long the loop stood still. */
  readonly blockedMs: number;
}

/** Decodes a body; throws unless it is refused as it must be, or gives values within every budget. */
export async function judgeBody(body: HostileBody): Promise<Verdict> {
  const bytes = multipart(body.parts);
  const options = replyOptions(body.budgets, body.accepts);
  const graph = createReplyGraph(options);
  const started = performance.now();
  const result = catchFault(() => {
    const parts = parseMultipart(bytes, boundary, options.budgets);
    if (!parts.ok) throw new ReplyFault(parts.error.reason, parts.error.code);
    indexParts(graph, parts.value, "");
    const root = graph.parts.get(0);
    if (root === undefined) throw new ReplyFault("no part 0");
    return decodeGraph(graph, root);
  });
  const blockedMs = performance.now() - started;
  const { maxNodes, maxReferences, maxDepth } = options.budgets;
  // One more than a budget is what shows that it is used up.
  must(graph.nodes <= maxNodes, `walked ${graph.nodes} of ${maxNodes} values`);
  must(graph.measured <= maxNodes + 1, `measured ${graph.measured} of ${maxNodes} values`);
  must(graph.references <= maxReferences + 1, `${graph.references} references`);
  if (result.ok) {
    const read = { count: 0, maxNodes, maxDepth };
    await readAll(read, result.value, 0);
  } else {
    const { code, reason } = result.error;
    must(refusalStatus[code] < 500, `refused with ${code}`);
    must(reason.length < 300 && !/[\r\n]/u.test(reason), `the reason ${JSON.stringify(reason)}`);
  }
  must(Object.keys(Object.prototype).length === 0, "Object.prototype has a new key");
  return { accepted: result.ok, blockedMs };
}

interface Reading {
  count: number;
  readonly maxNodes: number;
  readonly maxDepth: number;
}

/** Reads everything that an action could read without being careful. */
async function readAll(reading: Reading, value: unknown, depth: number): Promise<void> {
  must(depth <= reading.maxDepth + 1, `values ${depth} deep`);
  // The arguments themselves are none of them.
  must(reading.count++ <= reading.maxNodes, `more than ${reading.maxNodes} values to read`);
  if (typeof value !== "object" || value === null) return;
  const inner = await childrenOf(value);
  for (const item of inner) await readAll(reading, item, depth + 1);
}

async function childrenOf(value: object): Promise<readonly unknown[]> {
  if (value instanceof Promise) return [await value];
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value].flat(1);
  if (value instanceof Set) return [...value];
  if (value instanceof ReadableStream || Symbol.asyncIterator in value) return readChunks(value);
  if (Symbol.iterator in value && "next" in value) return [...(value as Iterable<unknown>)]; // $i
  if (Object.getPrototypeOf(value) !== Object.prototype) return [];
  must(!Object.hasOwn(value, "__proto__"), "an own key __proto__");
  must(typeof Reflect.get(value, "then") !== "function", "a callable then");
  return Object.values(value);
}

/** What a stream or an async iterable gives; a chunk of bytes holds no values. */
async function readChunks(stream: object): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of stream as AsyncIterable<unknown>)
    // has the method, see `childrenOf`
    if (!(chunk instanceof Uint8Array)) chunks.push(chunk);
  return chunks;
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
