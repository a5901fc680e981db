import { randomInt, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { expect, onTestFinished, test } from "vitest";
import { openLmdbStore } from "../../src/storage/lmdb-store.ts";
import { callOf } from "./calls.ts";
import { fakeApp } from "./fake-app.ts";
import { startHost, type Host, type Received } from "./hosts.ts";
import { killWorkers } from "./kill-workers.ts";

const isLong = process.env["EDICT_LONG"] === "1";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "edict-ledger-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An app whose action writes a line into a ledger: what ran is what stands there. */
async function startLedger(): Promise<{
  readonly host: Host;
  readonly timesOf: (line: string) => number;
}> {
  const folder = newFolder();
  const onError = (error: unknown): never => {
    throw error;
  };
  const store = openLmdbStore({ folder: join(folder, "calls"), onError });
  const lines: string[] = [];
  const ledger = open<string, string>({ path: join(folder, "ledger"), noSubdir: false });
  onTestFinished(async () => {
    await store.close();
    await ledger.close();
  });
  const { build } = fakeApp({
    actions: {
      append: async (line) => {
        lines.push(String(line));
        await ledger.put(`${lines.length}`, String(line));
        return { written: String(line) };
      },
    },
  });
  const host = await startHost("over a socket", build, { store });
  const timesOf = (line: string): number =>
    Array.from(ledger.getRange()).filter(({ value }) => value === line).length;
  return { host, timesOf };
}

const appendCall = (host: Host, id: string): ReturnType<typeof callOf> =>
  callOf(host, "append", [id], { headers: { "edict-call": id } });

/** The bytes of the call, as a client sends them. */
function bytesOf(host: Host, id: string): Buffer {
  const { headers = {}, body = "" } = appendCall(host, id);
  const text = String(body);
  const lines = Object.entries({
    host: new URL(host.origin).host,
    ...headers,
    "content-length": String(Buffer.byteLength(text)),
    connection: "close",
  }).map(([name, value]) => `${name}: ${String(value)}`);
  return Buffer.from(["POST / HTTP/1.1", ...lines, "", text].join("\r\n"));
}

/** Sends the first `sent` bytes of a call, waits for `read` bytes of its answer, and cuts the connection. Gives the length of what came. */
async function cutCall(host: Host, bytes: Buffer, sent: number, read: number): Promise<number> {
  const socket = connect({ port: Number(new URL(host.origin).port), host: "127.0.0.1" });
  let came = 0;
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", () => resolve());
    socket.on("data", (chunk: Buffer) => {
      came += chunk.length;
      if (came >= read) socket.destroy();
    });
    socket.write(bytes.subarray(0, sent), () => {
      if (read === 0) socket.destroy();
    });
  });
  return came;
}

/** Asks again under the same id, as long as the call runs. */
async function askAgain(host: Host, id: string): Promise<Received> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await host.send(appendCall(host, id));
    if (answer.headers.get("edict-error") !== "IN_PROGRESS") return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the call never ended");
}

/** Every point up to `length`, or a spread of them with both ends. */
function pointsUpTo(length: number): number[] {
  const step = isLong ? 1 : Math.ceil(length / 24);
  const points = Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
  return [...points, length - 1, length];
}

test(
  "a connection cut anywhere in the request or its answer: asked again, the call ran once",
  { timeout: 120_000 },
  async () => {
    const { host, timesOf } = await startLedger();
    const probe = randomUUID();
    const whole = bytesOf(host, probe);
    const answerLength = await cutCall(host, whole, whole.length, Number.POSITIVE_INFINITY);
    expect(timesOf(probe)).toBe(1);
    expect(answerLength).toBeGreaterThan(100);
    const cuts = [
      ...pointsUpTo(whole.length).map((sent) => ({ sent, read: 0 })),
      ...pointsUpTo(answerLength).map((read) => ({ sent: whole.length, read: Math.max(1, read) })),
    ];
    for (const { sent, read } of cuts) {
      const id = randomUUID();
      await cutCall(host, bytesOf(host, id), sent, read);
      const answer = await askAgain(host, id);
      expect([answer.status, timesOf(id)], `after ${sent} and ${read} bytes`).toEqual([200, 1]);
      expect(answer.text).toContain(`"written":"${id}"`);
    }
  },
);

test(
  "a worker killed at any moment: what was acknowledged is there, and nothing ran twice",
  { timeout: 600_000 },
  async () => {
    const kills = isLong ? 200 : 5;
    const seed = randomInt(2 ** 31);
    const figures = await killWorkers(seed, kills).catch((error: unknown) => {
      throw new Error(`with seed ${seed}`, { cause: error });
    });
    expect(figures.acknowledged).toBeGreaterThan(0);
    expect(figures.repeated).toBeGreaterThan(0);
  },
);
