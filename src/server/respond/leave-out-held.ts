import { createHash } from "node:crypto";
import { Transform, type Readable } from "node:stream";
import { headerNames, listPlaces, readSegmentTree } from "../../protocol/index.ts";
import {
  FlightModel,
  FlightRowReader,
  listReferences,
  printLength,
  type FlightRow,
} from "../../protocol/flight/index.ts";
import { readSegmentKeys } from "../admit/classify-request.ts";
import type { Visit } from "../visit.ts";

/** Milliseconds that an answer waits for segments that need not be sent, because the browser holds the same. */
const compareWaitMs = 100;

/** Bytes that wait to be compared; what comes after them is sent. */
const maxWaitingBytes = 1_048_576;

const isPrint = new RegExp(`^[0-9a-f]{${printLength}}$`);

/** Calls once the wait is over; gives what ends it before. */
export type StartWait = (over: () => void) => () => void;

const waitABit: StartWait = (over) => {
  // What has come by then is looked at first, however late the timer is.
  const timer = setTimeout(() => setImmediate(over), compareWaitMs);
  return () => clearTimeout(timer);
};

/** Prints of the segments that a browser holds, by path: see `SegmentPlace`. */
export type HeldPrints = ReadonlyMap<string, string>;

/** Reads which segments the browser says that it holds, and how they look; undefined where it says nothing, and in development, whose Flight is never twice the same. */
export function readHeldPrints({ app, request }: Visit): HeldPrints | undefined {
  const header = request.header(headerNames.prints);
  if (header === undefined || app.mode === "development") return undefined;
  const told = header.split(",").map((each) => each.trim().split("="));
  const keys = readSegmentKeys(told.map(([key = ""]) => key).join(","));
  const held = new Map<string, string>();
  for (const { at, path } of listPlaces(readSegmentTree(keys ?? []))) {
    const print = told[at]?.[1];
    if (print !== undefined && isPrint.test(print)) held.set(path, print);
  }
  return held.size === 0 ? undefined : held;
}

/**
 * Leaves those segments out of a page's Flight that are exactly what the browser holds, and names them as `unchanged`. A segment
 * that is not complete after a tenth of a second, or cannot be compared, is sent; Flight that is not understood passes as it is.
 */
export function leaveOutHeld(
  source: Readable,
  held: HeldPrints,
  startWait: StartWait = waitABit,
): Readable {
  const answer = new HeldBackAnswer(held);
  /** What is thrown ends the answer, and nothing else. */
  const send = (chunks: () => readonly Uint8Array[]): Error | undefined => {
    try {
      for (const chunk of chunks()) passed.push(chunk);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  };
  const decide = (): void => {
    if (passed.destroyed) return;
    const failure = send(() => answer.decide());
    if (failure !== undefined) passed.destroy(failure);
  };
  const endWait = startWait(decide);
  const passed: Transform = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      done(send(() => answer.take(chunk)));
    },
    flush: (done) => {
      done(send(() => answer.decide()));
    },
  });
  source.on("error", (error) => passed.destroy(error));
  passed.on("close", () => {
    endWait();
    source.destroy();
  });
  return source.pipe(passed);
}

/** A row, and what it refers to. */
interface WaitingRow {
  /** How many came before it. */
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly references: readonly string[];
}

/** An answer on its way: first all of it waits, then what is left out waits for what may still refer to it. */
class HeldBackAnswer {
  readonly #held: HeldPrints;
  readonly #reader = new FlightRowReader();
  readonly #model = new FlightModel();
  /** Rows that were not sent, by id; the pieces of a stream have one. */
  readonly #waiting = new Map<string, WaitingRow[]>();
  readonly #arrived = new Set<string>();
  /** Referred to, and not there yet. */
  readonly #missing = new Set<string>();
  readonly #hints: Uint8Array[] = [];
  #phase: "waiting" | "leaving-out" | "passing" = "waiting";
  /** What came before it was decided, as it came. */
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #came = 0;

  constructor(held: HeldPrints) {
    this.#held = held;
  }

  /** Takes what came; gives what can be sent. */
  take(chunk: Uint8Array): readonly Uint8Array[] {
    if (this.#phase === "passing") return [chunk];
    const rows = this.#reader.read(chunk);
    if (this.#phase === "leaving-out") return rows.flatMap((row) => this.#late(row));
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    for (const row of rows) {
      const references = this.#model.add(row);
      if (references === undefined) return this.#pass();
      if (row.tag === "H") this.#hints.push(row.bytes);
      else this.#wait(row, references);
    }
    const isWhole = this.#missing.size === 0 && this.#arrived.has("0");
    return isWhole || this.#bytes > maxWaitingBytes ? this.decide() : [];
  }

  /** Compares what is complete by now; gives what can be sent. */
  decide(): readonly Uint8Array[] {
    if (this.#phase !== "waiting") return [];
    const { root } = this.#model;
    if (root === undefined) return this.#pass();
    const unchanged = this.#unchanged(root);
    if (unchanged.length === 0) return this.#pass();
    this.#phase = "leaving-out";
    this.#chunks = [];
    const segments = Object.entries(root["segments"] ?? {});
    const sent = {
      ...root,
      segments: Object.fromEntries(segments.filter(([at]) => !unchanged.includes(Number(at)))),
      unchanged,
    };
    this.#waiting.delete("0");
    return [
      ...this.#hints,
      ...this.#release(listReferences(sent)),
      Buffer.from(`0:${JSON.stringify(sent)}\n`),
    ];
  }

  #pass(): readonly Uint8Array[] {
    this.#phase = "passing";
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#waiting.clear();
    return chunks;
  }

  #wait({ id, bytes }: FlightRow, references: readonly string[]): void {
    const rows = this.#waiting.get(id);
    const row = { at: this.#came++, bytes, references };
    if (rows === undefined) this.#waiting.set(id, [row]);
    else rows.push(row);
    this.#arrived.add(id);
    this.#missing.delete(id);
    for (const reference of references)
      if (!this.#arrived.has(reference)) this.#missing.add(reference);
  }

  /** What comes after the decision is sent, after what of the left out it refers to. */
  #late(row: FlightRow): readonly Uint8Array[] {
    const references = this.#model.add(row) ?? [...this.#waiting.keys()];
    return [...this.#release(references), row.bytes];
  }

  /** Takes rows, and all that they refer to, from among those that wait: in their order, since that of a module may refer only to what came before it. */
  #release(ids: readonly string[]): readonly Uint8Array[] {
    const released: WaitingRow[] = [];
    const asked = [...ids];
    for (let id = asked.pop(); id !== undefined; id = asked.pop()) {
      const rows = this.#waiting.get(id) ?? [];
      this.#waiting.delete(id);
      for (const row of rows) {
        released.push(row);
        asked.push(...row.references);
      }
    }
    return released.toSorted((a, b) => a.at - b.at).map(({ bytes }) => bytes);
  }

  #unchanged({ route, segments }: Readonly<Record<string, unknown>>): readonly number[] {
    const places = listPlaces(readSegmentTree(keysOf(route)));
    if (typeof segments !== "object" || segments === null) return [];
    return places.flatMap(({ at, path }) => {
      const print = this.#held.get(path);
      if (print === undefined || !Object.hasOwn(segments, at)) return [];
      const text = this.#model.write(Reflect.get(segments, at));
      return text !== undefined && printOf(text) === print ? [at] : [];
    });
  }
}

/** The keys in the `route` of a page, none where they do not stand in the row itself. */
function keysOf(route: unknown): readonly string[] {
  if (typeof route !== "object" || route === null || !("keys" in route)) return [];
  const { keys } = route;
  return Array.isArray(keys) && keys.every((key) => typeof key === "string") ? keys : [];
}

/** The same as the browser makes. */
function printOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, printLength);
}
