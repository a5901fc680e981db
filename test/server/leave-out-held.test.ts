/** Leaving segments out of an answer, on Flight that React writes and reads. */
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { createElement, type ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { makePrints } from "../../src/client/navigation/make-prints.ts";
import { FlightModel, FlightRowReader } from "../../src/protocol/flight/index.ts";
import {
  leaveOutHeld,
  type HeldPrints,
  type StartWait,
} from "../../src/server/respond/leave-out-held.ts";
import { arbitraryValue } from "../protocol/arbitrary-values.ts";
import { describeValue } from "../protocol/describe-value.ts";
import { flightClient, flightServer } from "../protocol/react-flight.ts";

const runs = process.env["EDICT_LONG"] === "1" ? 20_000 : 500;

/** A wait that goes on until all has come. */
const long: StartWait = () => () => undefined;

/** A wait that is over when the test says so, once React has written what it can. */
function openWait(): { readonly start: StartWait; readonly end: () => Promise<void> } {
  const wait = { over: (): void => undefined };
  return {
    start: (over) => {
      wait.over = over;
      return () => undefined;
    },
    end: async () => {
      for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done));
      wait.over();
    },
  };
}

/** Keys of a route, and the paths that its segments have. */
const keys = ["", "shop", "page"];
const paths = [
  "\0children\0",
  "\0children\0\0children\0shop",
  "\0children\0\0children\0shop\0children\0page",
];

/** As a document or a soft navigation has it. */
function pageOf(segments: readonly unknown[], outcome: unknown = "done"): object {
  return {
    outcome,
    route: { url: "/shop", keys },
    segments: Object.fromEntries(segments.entries()),
  };
}

/** As an answer has it whose segments may be left out. */
function answerOf(segments: readonly unknown[], outcome: unknown = "done"): object {
  const Apart = async ({ children }: { readonly children?: ReactNode }): Promise<ReactNode> =>
    children;
  const apart = segments.map((segment) => createElement(Apart, {}, segment as ReactNode));
  return pageOf(apart, outcome);
}

function write(model: unknown): Readable {
  const written = new PassThrough();
  flightServer.renderToPipeableStream(model, {}, { onError: () => undefined }).pipe(written);
  return written;
}

/** Not as a text: the bytes of a file need not be one. */
async function bytesOf(model: unknown): Promise<Buffer> {
  return Buffer.concat(await write(model).toArray());
}

async function read(flight: Readable): Promise<Record<string, unknown>> {
  const stream = Readable.toWeb(flight) as ReadableStream;
  return (await flightClient.createFromReadableStream(stream)) as Record<string, unknown>;
}

/** Reads what a browser was shown, and makes the prints of it as the browser does. */
async function printsOf(model: object): Promise<HeldPrints> {
  const bytes = await bytesOf(model);
  const { segments } = await read(Readable.from([bytes]));
  const elements = segments as Record<number, object>;
  const made = await makePrints([bytes], elements as never);
  return new Map(
    Object.entries(elements).flatMap(([at, element]) => {
      const print = made.get(element);
      return print === undefined ? [] : [[paths[Number(at)] ?? "", print] as const];
    }),
  );
}

const sent = async (model: object, held: HeldPrints): Promise<string> =>
  text(leaveOutHeld(write(model), held, long));

const nav = "What stands around every page. ";
const layout = (name: string): ReactNode => createElement("nav", { title: name }, nav);
const list = (...items: string[]): ReactNode =>
  createElement("ul", {}, ...items.map((item) => createElement("li", { key: item }, item)));

describe("what is the same as the browser holds", () => {
  test("is left out and named; what changed is sent", async () => {
    const held = await printsOf(pageOf([layout("top"), layout("shop"), list("a", "b")]));
    expect(held.size).toBe(3);
    const answer = await sent(answerOf([layout("top"), layout("shop"), list("a", "b", "c")]), held);
    expect(answer).not.toContain(nav);
    const { segments, unchanged, outcome } = await read(Readable.from([Buffer.from(answer)]));
    expect({ unchanged, outcome, sent: Object.keys(segments as object) }).toEqual({
      unchanged: [0, 1],
      outcome: "done",
      sent: ["2"],
    });
    expect(answer).toContain('"c"');
  });

  test("is told whatever the neighbours are, and wherever React cuts it", async () => {
    const Late = async ({ of }: { readonly of: ReactNode }): Promise<ReactNode> => of;
    const big = list(...Array.from({ length: 300 }, (_, at) => `entry ${at} of a long list`));
    const late = createElement(Late, { of: layout("late") });
    const held = await printsOf(pageOf([layout("top"), big, createElement("main", {}, big, late)]));
    const answer = answerOf([big, big, createElement("main", {}, big, late)]);
    const { unchanged } = await read(leaveOutHeld(write(answer), held, long));
    expect(unchanged).toEqual([1, 2]);
  });

  test("is sent where the print is another's, or another segment's", async () => {
    const whole = answerOf([layout("top"), layout("shop"), list("a")]);
    const held = await printsOf(pageOf([layout("shop"), layout("top"), list("a")]));
    const elsewhere = new Map([...held].map(([path, print]) => [`${path}x`, print]));
    expect(
      JSON.parse(JSON.stringify((await read(leaveOutHeld(write(whole), held, long)))["unchanged"])),
    ).toEqual([2]);
    expect((await read(leaveOutHeld(write(whole), elsewhere, long)))["unchanged"]).toBeUndefined();
  });
});

describe("what refers to what was left out", () => {
  test("comes in the order in which it was written: a module may name only what came before it", async () => {
    const bytes = Buffer.from(
      [
        '1:"Inner"',
        '2:I["module",[],"$1",1]',
        '3:["$","b",null,{"children":"the same"}]',
        '4:["$","$L2",null,{"children":"another"}]',
        `0:${JSON.stringify(pageOf(["$3", "$4"]))}`,
        "",
      ].join("\n"),
    );
    const element = {};
    const made = await makePrints([bytes], { 0: element } as never);
    const held = new Map([[paths[0] ?? "", made.get(element) ?? expect.unreachable()]]);
    const rows = (await text(leaveOutHeld(Readable.from([bytes]), held, long))).split("\n");
    expect(rows.map((row) => row.slice(0, 2))).toEqual(["1:", "2:", "4:", "0:", ""]);
  });

  const shared = { name: "ada", says: nav, more: Promise.resolve("more of ada") };
  const shows = (value: object): ReactNode => createElement("b", { "data-of": value } as object);

  test("brings it, at once or late", async () => {
    const later: { open: () => void } = { open: () => undefined };
    const opened = new Promise<void>((resolve) => {
      later.open = resolve;
    });
    const Late = async (): Promise<ReactNode> => opened.then(() => shows(shared));
    const held = await printsOf(pageOf([shows(shared), layout("shop"), "old"]));
    const answer = answerOf([shows(shared), layout("shop"), createElement(Late)]);
    const wait = openWait();
    const flight = leaveOutHeld(write(answer), held, wait.start);
    const beginning = new Promise<string>((resolve) => {
      flight.once("data", (bytes: Buffer) => {
        flight.pause();
        resolve(bytes.toString());
      });
    });
    await wait.end();
    const begun = await beginning;
    expect(begun).not.toContain("ada");
    later.open();
    const rest = text(flight).then((more) => begun + more);
    const whole = await rest;
    expect(whole).toContain('"name":"ada"');
    expect(whole).toContain("more of ada");
    const { segments } = await read(Readable.from([Buffer.from(whole)]));
    expect(await describeValue(unwrapped((segments as unknown[])[2]))).toEqual(
      await describeValue(unwrapped(await shownOf(shows(shared)))),
    );
  });

  test("what an iterator gives last comes too", async () => {
    const parts = async function* (): AsyncGenerator<object, object> {
      yield { part: 1 };
      return { parts: 1 };
    };
    const held = await printsOf(pageOf([layout("top"), layout("shop"), "old"]));
    const Late = async (): Promise<ReactNode> => list("late");
    const answer = answerOf([layout("top"), layout("shop"), createElement(Late)], parts());
    const { outcome, unchanged } = await read(leaveOutHeld(write(answer), held, long));
    expect(unchanged).toEqual([0, 1]);
    const iterator = outcome as AsyncIterator<object, object>; // as the model has it
    expect(await iterator.next()).toEqual({ done: false, value: { part: 1 } });
    expect(await iterator.next()).toEqual({ done: true, value: { parts: 1 } });
  });

  test("an outcome that holds the same object has it", async () => {
    const held = await printsOf(pageOf([shows(shared), layout("shop"), "old"]));
    const flight = leaveOutHeld(
      write(answerOf([shows(shared), layout("shop"), "new"], { shared })),
      held,
      long,
    );
    const { outcome, unchanged } = await read(flight);
    expect(unchanged).toEqual([0, 1]);
    expect(await describeValue(outcome)).toEqual(await describeValue({ shared }));
  });
});

/** What the browser has of an element that is sent by itself. */
async function shownOf(element: ReactNode): Promise<unknown> {
  return (await read(write({ element })))["element"];
}

/** What lazy nodes hold, once it is there. */
function unwrapped(node: unknown): unknown {
  let value = node;
  while (typeof value === "object" && value !== null && "_init" in value && "_payload" in value)
    value = (value._init as (payload: unknown) => unknown)(value._payload);
  return value;
}

describe("what cannot be compared is sent", () => {
  const fails = (): ReactNode => {
    throw new Error("no");
  };
  const never = new Promise<ReactNode>(() => undefined);
  test.each<[string, unknown]>([
    ["an error", createElement(fails)],
    ["bytes", createElement("b", { of: new Uint8Array([1, 2]) } as object)],
    [
      "a stream",
      createElement("b", { of: new ReadableStream({ start: (to) => to.close() }) } as object),
    ],
  ])("%s", async (_name, segment) => {
    const held = await printsOf(pageOf([layout("top"), segment, list("a")]));
    expect([...held.keys()]).toEqual([paths[0], paths[2]]);
  });

  test("a segment that is not complete when the wait is over, whatever the browser says of it", async () => {
    const whole = await printsOf(pageOf([layout("top"), layout("shop"), list("a")]));
    const Slow = async (): Promise<ReactNode> => never;
    const wait = openWait();
    const flight = leaveOutHeld(
      write(answerOf([layout("top"), createElement(Slow), list("a")])),
      whole,
      wait.start,
    );
    const reading = read(flight);
    await wait.end();
    const { unchanged } = await reading;
    expect(unchanged).toEqual([0, 2]);
    flight.destroy();
  });

  test.each([
    ["of a development build", '1:D{"name":"Page"}'],
    ["with a row of a new kind", '1:Z{"of":"$2"}'],
    ["with a row of a new kind in small letters", '1:z{"of":"$2"}'],
  ])("Flight %s passes as it is", async (_name, row) => {
    const bytes = `0:{"segments":{"0":"x"},"route":{"keys":[""]}}\n${row}\n2:"y"\n`;
    const passed = leaveOutHeld(
      Readable.from([Buffer.from(bytes)]),
      new Map([["\0children\0", "a"]]),
      long,
    );
    expect(await text(passed)).toBe(bytes);
  });
});

test("what is referred to from very many places is not compared: it would be written in each of them", async () => {
  const rows = Array.from({ length: 10 }, (_, level) => {
    const below = level === 0 ? "x" : `$${level.toString(16)}`;
    return `${(level + 1).toString(16)}:${JSON.stringify(Array.from({ length: 8 }, () => below))}\n`;
  });
  const bytes = Buffer.from(`${rows.join("")}0:{"all":"$6","few":["$3","$3"]}\n`);
  const flight = new FlightModel();
  for (const row of new FlightRowReader().read(bytes)) flight.add(row);
  expect(flight.write(flight.root?.["few"])?.length).toBeGreaterThan(1_000);
  expect(flight.write(flight.root?.["all"])).toBeUndefined();
});

test("a long text is no symbol, and a piece of a stream is not all of it", () => {
  const writeRows = (rows: string, value: unknown): string | undefined => {
    const flight = new FlightModel();
    for (const row of new FlightRowReader().read(Buffer.from(rows))) flight.add(row);
    return flight.write(value);
  };
  expect(writeRows("1:T5,$Sabc", "$1")).toBe('"$$Sabc"');
  expect(writeRows("", "$Sabc")).toBe('"$Sabc"');
  expect(writeRows('1:R\n1:"x"\n', "$1")).toBeUndefined();
  expect(writeRows('1:"x"\n', "$1")).toBe('"x"');
});

const kinds = { binary: false, forms: true, promises: true, iterators: false, shared: true };

test(
  "two values have the same print exactly where React shows the same",
  { timeout: 600_000 },
  async () => {
    const writeSecond = async (model: unknown, at: string): Promise<string | undefined> => {
      const flight = new FlightModel();
      const rows = new FlightRowReader().read(await bytesOf(model));
      for (const row of rows) if (flight.add(row) === undefined) return undefined;
      return flight.write(flight.root?.[at]);
    };
    await fc.assert(
      fc.asyncProperty(arbitraryValue(kinds), arbitraryValue(kinds), async (one, other) => {
        const alone = await writeSecond({ one: [one] }, "one");
        const among = await writeSecond({ before: [other], one: [one], after: [other] }, "one");
        const different = await writeSecond({ one: [other] }, "one");
        if (alone !== undefined && among !== undefined) expect(among).toBe(alone);
        if (alone === undefined || alone !== different) return;
        expect(await describeValue(one)).toEqual(await describeValue(other));
      }),
      { numRuns: runs },
    );
  },
);

test("rows are the same however the bytes are cut", async () => {
  const model = pageOf([
    list("ä".repeat(2_000), "b"),
    new Uint8Array([10, 58, 44]),
    "$x".repeat(900),
  ]);
  const bytes = await bytesOf(model);
  const whole = new FlightRowReader()
    .read(bytes)
    .map(({ id, tag, bytes: row }) => [id, tag, Buffer.from(row).toString("hex")]);
  expect(whole.length).toBeGreaterThan(3);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
      const reader = new FlightRowReader();
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const rows = at.flatMap((from, index) =>
        reader.read(bytes.subarray(from, at[index + 1] ?? from)),
      );
      expect(
        rows.map(({ id, tag, bytes: row }) => [id, tag, Buffer.from(row).toString("hex")]),
      ).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});
