import { expect, onTestFinished, test } from "vitest";
import { callOf } from "./calls.ts";
import { fakeApp, idOf } from "./fake-app.ts";
import { startHost, type Host, type Received } from "./hosts.ts";
import { openRaw, statusesIn, type RawExchange } from "./raw-exchange.ts";

// Both ends of every connection are files of this one process.
const isLong = process.env["EDICT_LONG"] === "1";
const silentConnections = isLong ? 9_000 : 400;

test("beyond slots and queue each call is refused at once, and those that were let in are answered", async () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const { build, trace } = fakeApp({ actions: { act: async () => (await gate, "done") } });
  const limits = { maxRunning: 2, maxQueued: 2 };
  const host = await startHost("over a socket", build, { limits });
  const admitted: Promise<Received>[] = [];
  for (let count = 0; count < 4; count++) admitted.push(host.send(callOf(host, "act", [])));
  // One more than fits is refused once all four have arrived.
  await expect
    .poll(async () => {
      const probe = host.send(callOf(host, "act", []));
      const first = await Promise.race([probe.then(({ status }) => status), tick()]);
      if (first !== 503) admitted.push(probe);
      return first;
    })
    .toBe(503);
  const before = trace.length;
  const refused = await Promise.all(
    Array.from({ length: 200 }, () => host.send(callOf(host, "act", []))),
  );
  // The gate is still closed: none of them waited for a slot.
  for (const { status, headers } of refused) {
    expect([status, headers.get("edict-error")]).toEqual([503, "BUSY"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(trace.length).toBe(before);
  open();
  const statuses = (await Promise.all(admitted)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(4);
}, 60_000);

function tick(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), 100));
}

test("silent connections, slow heads and slow bodies leave good calls alive, and are ended", async () => {
  const { build, trace } = fakeApp({ actions: { act: async () => "done" } });
  const host = await startHost(
    "over a socket",
    build,
    { limits: { maxRunning: 64, bodyTimeoutMs: 1_000 } },
    { limits: { headersTimeoutMs: 1_000 } },
  );
  await openSilent(host, silentConnections);
  const heads = Array.from({ length: 20 }, () => openRaw(host, "POST / HTTP/1.1\r\nHost: a\r\nX-"));
  const bodies = Array.from({ length: 20 }, () => openRaw(host, slowCall(host)));
  onTestFinished(() => [...heads, ...bodies].forEach(({ leave }) => leave()));
  for (let round = 0; round < 5; round++) {
    const good = await Promise.all(
      Array.from({ length: 10 }, () => host.send(callOf(host, "act", []))),
    );
    expect(good.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  }
  for (const { closed } of heads) expect(statusesIn(await closed)).toEqual([408]);
  for (const { sees, received } of bodies) {
    await sees("HTTP/1.1 ");
    expect(statusesIn(received())).toEqual([408]);
  }
  expect(trace.filter((step) => step === "run act")).toHaveLength(50);
}, 120_000);

/** Opens connections that bring nothing, some hundreds at a time: the queue of a port that listens is short. */
async function openSilent(host: Host, count: number): Promise<void> {
  const silent: RawExchange[] = [];
  onTestFinished(() => silent.forEach(({ leave }) => leave()));
  while (silent.length < count) {
    const some = Array.from({ length: 200 }, () => openRaw(host, ""));
    silent.push(...some);
    await Promise.all(
      some.map(({ socket }) => new Promise((resolve) => socket.once("connect", resolve))),
    );
  }
}

/** A good call that sends one byte of its body and no more. */
function slowCall({ origin }: Host): string {
  return [
    "POST / HTTP/1.1",
    `Host: ${new URL(origin).host}`,
    `Origin: ${origin}`,
    "Content-Type: text/plain;charset=UTF-8",
    `Edict-Action: ${idOf("act")}`,
    "Edict-Build: b1.1",
    "Content-Length: 5000",
    "",
    "[",
  ].join("\r\n");
}
