import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { recordFlight } from "./record-flight.ts";

test("a late reader gets everything from the beginning", async () => {
  const source = new PassThrough();
  const recording = recordFlight(source);
  const early = text(recording.replay());
  source.write("one ");
  await new Promise(setImmediate);
  const middle = text(recording.replay());
  source.end("two");
  expect(await early).toBe("one two");
  expect(await middle).toBe("one two");
  expect(await text(recording.replay())).toBe("one two");
});

test("a late reader gets what came before it in one piece", async () => {
  const source = new PassThrough();
  const recording = recordFlight(source);
  for (const row of ["one ", "two ", "three "]) {
    source.write(row);
    await new Promise(setImmediate);
  }
  const late: string[] = [];
  recording.replay().on("data", (chunk: Buffer) => late.push(String(chunk)));
  await new Promise(setImmediate);
  source.end("four");
  await expect.poll(() => late).toEqual(["one two three ", "four"]);
});

test("a reader that stops does not disturb the others", async () => {
  const source = new PassThrough();
  const recording = recordFlight(source);
  const stopped = recording.replay();
  const other = text(recording.replay());
  stopped.destroy();
  source.end("rows");
  expect(await other).toBe("rows");
});

test("an error reaches every reader, also later ones", async () => {
  const source = new PassThrough();
  const recording = recordFlight(source);
  const early = text(recording.replay());
  source.destroy(new Error("broken"));
  await expect(early).rejects.toThrow("broken");
  await expect(text(recording.replay())).rejects.toThrow("broken");
});
