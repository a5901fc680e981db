import { expect, test } from "vitest";
import { flightStream, type FlightQueue } from "./flight-stream.ts";

test("gives what was pushed before and after the runtime came, and ends with null", async () => {
  const page: FlightQueue = {};
  (page.__edict ??= []).push("1:first\n");
  const text = new Response(flightStream(page)).text();
  (page.__edict ??= []).push("2:zweite ü\n", "3:third\n");
  (page.__edict ??= []).push(null);
  await expect(text).resolves.toBe("1:first\n2:zweite ü\n3:third\n");
});

test("gives bytes that are no text as they were", async () => {
  const page: FlightQueue = { __edict: [[btoa("\xff\x00\x80")], null] };
  const bytes = await new Response(flightStream(page)).arrayBuffer();
  expect([...new Uint8Array(bytes)]).toEqual([0xff, 0, 0x80]);
});
