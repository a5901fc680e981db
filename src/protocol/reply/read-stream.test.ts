import { describe, expect, test } from "vitest";
import { decodeForm, type BodyPart } from "../../../test/protocol/reply-body.ts";

const bytes = new Uint8Array([1, 2, 3, 4]);
const decode = (parts: readonly BodyPart[]) => decodeForm(parts, ["streams"]);
const rows = (id: number, chunks: readonly string[]): BodyPart[] =>
  chunks.map((chunk) => [`S${id}`, chunk]);

function argumentsOf(parts: readonly BodyPart[]): unknown[] {
  const result = decode(parts);
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
}

async function readAll(stream: unknown): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of stream as AsyncIterable<unknown>) chunks.push(chunk); // by its tag
  return chunks;
}

describe("a stream of an action that takes streams", () => {
  test("gives its chunks in order, each with what it refers to", async () => {
    const [stream, shared, form] = argumentsOf([
      ["_4_a", "1"],
      ["0", '["$R1",{"at":5},"$K4"]'],
      ...rows(1, ['"$undefined"', '{"map":"$Q2","again":"$0:1"}', '"$@3"', "[1]", "C"]),
      ["2", '[["k","$-0"]]'],
      ["3", '"late"'],
    ]);
    expect(stream).toBeInstanceOf(ReadableStream);
    const [first, second, third, ...rest] = await readAll(stream);
    expect(first).toBe(undefined);
    expect(second).toEqual({ map: new Map([["k", -0]]), again: shared });
    expect((second as { again: unknown }).again).toBe(shared); // as sent
    expect(third).toBeInstanceOf(Promise);
    expect(await third).toBe("late");
    expect(rest).toEqual([[1]]);
    expect([...(form as FormData)]).toEqual([["a", "1"]]); // $K
  });

  test("of bytes can be read into memory of the reader's own", async () => {
    const parts: BodyPart[] = [
      ["2", bytes, "blob"],
      ["3", new Uint8Array([5]), "blob"],
      ...rows(1, ['"$o2"', '"$o3"', "C"]),
      ["0", '["$r1"]'],
    ];
    const [stream] = argumentsOf(parts) as [ReadableStream<Uint8Array>]; // $r
    expect(await readAll(stream)).toEqual([bytes, new Uint8Array([5])]);
    const [other] = argumentsOf(parts) as [ReadableStream<Uint8Array>]; // $r
    const reader = other.getReader({ mode: "byob" });
    const read: number[] = [];
    for (let end = false; !end;) {
      const { done, value } = await reader.read(new Uint8Array(3));
      read.push(...(value ?? []));
      end = done;
    }
    expect(read).toEqual([1, 2, 3, 4, 5]);
  });

  test("that nobody reads costs nothing and rejects nothing", async () => {
    const [stream] = argumentsOf([...rows(1, ["1", "C"]), ["0", '["$R1"]']]);
    await (stream as ReadableStream).cancel("no need"); // $R
    expect(await readAll(stream)).toEqual([]);
  });

  test("an async iterable begins anew for each reader, and hands out promises as such", async () => {
    const [iterable] = argumentsOf([
      ["0", '["$X1"]'],
      ...rows(1, ["1", '"$@2"', 'C"done"']),
      ["2", "2"],
    ]) as [AsyncIterable<unknown>]; // $X
    const iterator = iterable[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    const { value: second } = await iterator.next();
    expect(second).toBeInstanceOf(Promise);
    expect(await iterator.next()).toEqual({ done: true, value: "done" });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(await readAll(iterable)).toEqual([1, second]);
    expect(await readAll(iterable)).toEqual([1, second]);
  });

  test("an async iterator can be read once", async () => {
    const [iterator] = argumentsOf([...rows(1, ["1", "2", "C"]), ["0", '["$x1"]']]);
    expect(await readAll(iterator)).toEqual([1, 2]);
    expect(await readAll(iterator)).toEqual([]);
  });
});

const bodies: readonly (readonly [id: string, input: string, parts: BodyPart[], reason: RegExp])[] =
  [
    ["F44", "a stream without rows", [["0", '["$R1"]']], /missing stream/u],
    ["F44", "never closed", [["0", '["$R1"]'], ...rows(1, ["1"])], /not closed/u],
    ["F44", "bytes never closed", [["0", '["$r1"]'], ...rows(1, ['"$o2"'])], /not closed/u],
    ["F44", "an iterable never closed", [["0", '["$X1"]'], ...rows(1, ["1"])], /not closed/u],
    ["F44", "an iterator never closed", [["0", '["$x1"]'], ...rows(1, ["1"])], /not closed/u],
    ["F46", "closed twice", [["0", '["$R1"]'], ...rows(1, ["C", "C"])], /after its end/u],
    ["F46", "a chunk after the end", [["0", '["$X1"]'], ...rows(1, ["C", "1"])], /not closed/u],
    [
      "F46",
      "a chunk between two ends",
      [["0", '["$X1"]'], ...rows(1, ["C", "1", "C"])],
      /after its end/u,
    ],
    ["F46", "a stream that returns", [["0", '["$R1"]'], ...rows(1, ["C1"])], /ends with a value/u],
    ["F46", "bytes that return", [["0", '["$r1"]'], ...rows(1, ["C1"])], /ends with a value/u],
    [
      "F47",
      "a chunk that waits for one that never comes, and 5,000 more",
      [["0", '["$R1"]'], ...rows(1, ['"$@2"', ...Array.from({ length: 5_000 }, () => "1"), "C"])],
      /serverActions\.maxParts/u,
    ],
    [
      "F47",
      "a chunk that waits for one that never comes",
      [["0", '["$R1"]'], ...rows(1, ['"$@2"', "1", "C"])],
      /missing part 2/u,
    ],
    ["F48", "an empty chunk of bytes", emptyBytes(), /an empty chunk/u],
    ["F48", "a chunk that is no bytes", [["0", '["$r1"]'], ...rows(1, ["5", "C"])], /no bytes/u],
    [
      "F48",
      "a chunk of numbers of two bytes",
      [["0", '["$r1"]'], ["2", bytes, "blob"], ...rows(1, ['"$s2"', "C"])],
      /no bytes/u,
    ],
    [
      "F48",
      "a chunk that is the bytes of another argument",
      [["0", '["$r1","$o2"]'], ["2", bytes, "blob"], ...rows(1, ['"$0:1"', "C"])],
      /no bytes/u,
    ],
    [
      "F49",
      "a chunk that would close what is put around it",
      [["0", '["$X1"]'], ...rows(1, ['1,"done":true,"value":2', "C"])],
      /a chunk of stream 1 is not JSON/u,
    ],
    [
      "F49",
      "a returned value that would",
      [["0", '["$x1"]'], ...rows(1, ['C1},{"value":2'])],
      /a chunk of stream 1 is not JSON/u,
    ],
    ["F50", "a stream used twice", [["0", '["$R1","$R1"]'], ...rows(1, ["C"])], /missing stream/u],
    [
      "F50",
      "a stream and a part of one number",
      [["0", '["$R1","$1"]'], ["1", "[]"], ...rows(1, ["C"])],
      /number 1 for two parts/u,
    ],
    [
      "F50",
      "a stream and a form of one number",
      [["0", '["$R1","$K1"]'], ["_1_a", "1"], ...rows(1, ["C"])],
      /number 1 for two parts/u,
    ],
    ["F50", "a stream as a model", [["0", '["$1"]'], ...rows(1, ["C"])], /missing part 1/u],
    [
      "F50",
      "a path into a stream",
      [["0", '["$R1","$0:0:values"]'], ...rows(1, ["C"])],
      /leads nowhere/u,
    ],
    [
      "F50",
      "a file for a chunk",
      [
        ["0", '["$R1"]'],
        ["S1", bytes, "blob"],
      ],
      /a file for a chunk/u,
    ],
    [
      "E11",
      "a stream nothing refers to",
      [["0", "[]"], ...rows(1, ["C"])],
      /stream 1 is not used/u,
    ],
    [
      "F51",
      "an opaque value in a stream",
      [["0", '["$R1"]'], ...rows(1, ['"$T"', "C"])],
      /opaque value in a stream/u,
    ],
    [
      "F7",
      "a stream that holds itself",
      [["0", '[{"s":"$R1"}]'], ...rows(1, ['["$0:0"]', "C"])],
      /a cycle/u,
    ],
    [
      "F18",
      "then with an action, in a chunk",
      [
        ["0", '["$R1"]'],
        ["2", JSON.stringify({ id: "a".repeat(50), bound: null })],
        ...rows(1, ['{"then":"$h2"}', "C"]),
      ],
      /then is callable/u,
    ],
  ];

function emptyBytes(): BodyPart[] {
  return [["0", '["$r1"]'], ["2", new Uint8Array(), "blob"], ...rows(1, ['"$o2"', "C"])];
}

describe("a stream is refused", () => {
  test.each(bodies)("%s: %s", (_id, _input, parts, reason) => {
    const result = decode(parts);
    expect(result).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
    expect(result.ok ? "" : result.error.reason).toMatch(reason);
  });

  test.each(["$R1", "$r1", "$X1", "$x1"])(
    "F44: %s of an action that does not take streams",
    (tag) => {
      const result = decodeForm([["0", `["${tag}"]`], ...rows(1, ["C"])], ["references"]);
      expect(result).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
      expect(result.ok ? "" : result.error.configLine).toBe(
        'configure({ accepts: ["streams"] }, …)',
      );
    },
  );

  test.each([
    ["with chunks", ["1", "2", "C"]],
    ["without any", ["C"]],
  ])("F45: as from another version where an older React wrote it, %s", (_name, chunks) => {
    const old = chunks.map((chunk): BodyPart => ["1", chunk]);
    for (const tag of ["$R1", "$r1", "$X1", "$x1"])
      expect(decode([...old, ["0", `["${tag}"]`]])).toMatchObject({
        ok: false,
        error: { code: "SKEW" },
      });
  });
});
