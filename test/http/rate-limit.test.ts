import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ServerOptions } from "../../src/server/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeApp } from "./fake-app.ts";
import { startHost, type Host, type Sent } from "./hosts.ts";

// Counts are by the minutes of the clock: it stands still, 20.5 s before the next one.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_040_000 - 20_500 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An app whose action `limited` may be called three times in a minute, and `free` as often as one likes. */
async function startLimited(
  options: Partial<ServerOptions> = {},
): Promise<FakeApp & { readonly host: Host }> {
  const app = fakeApp({
    actions: {
      limited: { run: async () => 1, settings: { callsPerMinute: 3 } },
      free: async () => 1,
    },
  });
  return { ...app, host: await startHost("in memory", app.build, options) };
}

async function statusesOf(host: Host, sent: readonly Sent[]): Promise<number[]> {
  const statuses = [];
  for (const each of sent) statuses.push((await host.send(each)).status);
  return statuses;
}

const times = (count: number, make: (index: number) => Sent): Sent[] =>
  Array.from({ length: count }, (_, index) => make(index));

test("more calls than an action allows are refused until the minute is over, before their body is read", async () => {
  const { host, trace } = await startLimited();
  const call = callOf(host, "limited", []);
  expect(
    await statusesOf(
      host,
      times(4, () => call),
    ),
  ).toEqual([200, 200, 200, 429]);
  const { status, headers, text } = await host.send({ ...call, body: "[" });
  expect([status, headers.get("edict-error")]).toEqual([429, "RATE_LIMITED"]);
  expect(headers.get("retry-after")).toBe("21");
  expect(text).toBe("There were too many calls.\n");
  expect(host.log.at(-1)?.line).toContain("configure({ rateLimit: { perMinute: 6 } }, …)");
  expect(trace.filter((each) => each === "run limited")).toHaveLength(3);
  expect(await statusesOf(host, [callOf(host, "free", [])])).toEqual([200]);
  vi.setSystemTime(1_700_000_040_000);
  expect(await statusesOf(host, [call])).toEqual([200]);
});

test("a form counts like a call", async () => {
  const { host } = await startLimited();
  const form = formOf(host, [[`$ACTION_ID_${idOf("limited")}`, ""]]);
  expect(
    await statusesOf(
      host,
      times(4, () => form),
    ),
  ).toEqual([200, 200, 200, 429]);
});

test("each address has its own count, and each IPv6 network", async () => {
  const { host } = await startLimited();
  const from = (peer: string): Sent => callOf(host, "limited", [], { peer });
  const three = (peer: string): Sent[] => times(3, () => from(peer));
  expect(await statusesOf(host, three("192.0.2.1"))).toEqual([200, 200, 200]);
  expect(await statusesOf(host, three("192.0.2.2"))).toEqual([200, 200, 200]);
  expect(await statusesOf(host, [from("::ffff:192.0.2.1")])).toEqual([429]);
  expect(await statusesOf(host, three("2001:db8::1"))).toEqual([200, 200, 200]);
  expect(await statusesOf(host, [from("2001:db8:0:0:ffff::2"), from("2001:db8:0:1::1")])).toEqual([
    429, 200,
  ]);
});

test("visitors with sessions of their own share an address, up to ten times the limit", async () => {
  const { host } = await startLimited();
  const as = (session: number): Sent =>
    callOf(host, "limited", [], { headers: { cookie: `session=${session}` } });
  expect(
    await statusesOf(
      host,
      times(4, () => as(0)),
    ),
  ).toEqual([200, 200, 200, 429]);
  // Whoever makes up a session for each call is held by their address.
  const invented = await statusesOf(
    host,
    times(40, (index) => as(index + 1)),
  );
  expect(invented.filter((status) => status === 200)).toHaveLength(26);
  expect(invented.at(-1)).toBe(429);
});

test("behind a trusted proxy the visitor's address counts, and what they write themselves does not", async () => {
  const { host } = await startLimited({ trustProxy: ["127.0.0.1", "10.0.0.0/8"] });
  const from = (forwarded: string): Sent =>
    callOf(host, "limited", [], { headers: { "x-forwarded-for": forwarded } });
  const spoofed = times(4, (index) => from(`203.0.113.${index}, 192.0.2.1, 10.0.0.5`));
  expect(await statusesOf(host, spoofed)).toEqual([200, 200, 200, 429]);
  expect(await statusesOf(host, [from("192.0.2.2, 10.0.0.5")])).toEqual([200]);
});

test("by number of proxies, the address is that many steps away", async () => {
  const { host } = await startLimited({ trustProxy: 2 });
  const from = (forwarded: string): Sent =>
    callOf(host, "limited", [], { headers: { "x-forwarded-for": forwarded } });
  const spoofed = times(4, (index) => from(`203.0.113.${index}, 192.0.2.1, 198.51.100.7`));
  expect(await statusesOf(host, spoofed)).toEqual([200, 200, 200, 429]);
  expect(await statusesOf(host, [from("192.0.2.9, 198.51.100.7")])).toEqual([200]);
});

test("without trust nobody's X-Forwarded-For counts", async () => {
  const { host } = await startLimited();
  const calls = times(4, (index) =>
    callOf(host, "limited", [], { headers: { "x-forwarded-for": `192.0.2.${index}` } }),
  );
  expect(await statusesOf(host, calls)).toEqual([200, 200, 200, 429]);
});

test("a limit of the whole app counts ids that do not exist, and forms, too", async () => {
  const { host, trace } = await startLimited({ callsPerMinute: 4 });
  const guess = (index: number): Sent => callOf(host, `guess${index}`, []);
  expect(await statusesOf(host, times(3, guess))).toEqual([404, 404, 404]);
  const form = formOf(host, [[`$ACTION_ID_${idOf("free")}`, ""]]);
  expect(await statusesOf(host, [form, form, callOf(host, "free", []), guess(9)])).toEqual([
    200, 429, 429, 429,
  ]);
  expect(trace.filter((each) => each === "run free")).toHaveLength(1);
  expect(host.log.at(-1)?.line).toContain("serverActions: { callsPerMinute: 8 }");
});
