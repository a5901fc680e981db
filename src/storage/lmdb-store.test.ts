import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { testStoreContract } from "../../test/storage/store-contract.ts";
import { openLmdbStore, type LmdbStoreOptions } from "./lmdb-store.ts";
import { openLmdb } from "./open-lmdb.ts";
import type { Store } from "./store.ts";

const run = promisify(execFile);

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "edict-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "a.store");
}

function openAt(folder: string, options: Partial<LmdbStoreOptions> = {}): Store {
  const onError = (error: unknown): never => {
    throw error;
  };
  return openLmdbStore({ folder, pollMs: 5, onError, ...options });
}

testStoreContract(() => {
  let time = 1_700_000_000_000;
  return {
    store: openAt(newFolder(), { now: () => time }),
    passMs: (ms) => void (time += ms),
  };
});

test("keeps values over a restart, in a folder of its owner's", async () => {
  const folder = newFolder();
  const first = openAt(folder);
  await first.set("a", "1", 60_000);
  await first.close();
  const second = openAt(folder);
  onTestFinished(async () => second.close());
  expect(await second.get("a")).toBe("1");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("removes from the file what has passed its time", async () => {
  const folder = newFolder();
  let time = 1_700_000_000_000;
  const store = openAt(folder, { now: () => time, sweepMs: 5 });
  await store.set("old", "1", 1_000);
  await store.set("kept", "1", 120_000);
  await store.publish("news", "1");
  await store.publish("news", "2");
  time += 60_000;
  const { root, close } = openLmdb(folder, 4);
  const rows = (name: string): number =>
    root
      .openDB({ name, ...(name === "messages" ? { keyEncoding: "uint32" as const } : {}) })
      .getKeysCount();
  await expect.poll(() => [rows("values"), rows("expiries"), rows("messages")]).toEqual([1, 1, 1]);
  const heard: string[] = [];
  store.subscribe("news", (message) => heard.push(message));
  await store.publish("news", "3");
  await expect.poll(() => heard).toEqual(["3"]);
  await store.close();
  await close();
});

// The child runs the built package: `npm run build` first.
test("processes that share a folder count together, exclude each other and hear each other", async () => {
  const folder = newFolder();
  const store = openAt(folder);
  onTestFinished(async () => store.close());
  const heard: string[] = [];
  store.subscribe("news", (message) => heard.push(message));
  const code = `
    const { openLmdbStore } = await import(${JSON.stringify(resolve("dist/storage/lmdb-store.js"))});
    const store = openLmdbStore({ folder: ${JSON.stringify(folder)}, onError: (error) => { throw error; } });
    const won = [];
    for (let i = 0; i < 50; i++) {
      await store.increment("n", 60000);
      if ((await store.setIfAbsent("lock" + i, "child", 60000)) === undefined) won.push(i);
    }
    await store.publish("news", "from " + process.pid);
    await store.close();
    console.log(JSON.stringify(won));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code]);
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise((done) => child.once("close", done));
  const won: number[] = [];
  for (let i = 49; i >= 0; i--) {
    await store.increment("n", 60_000);
    if ((await store.setIfAbsent(`lock${i}`, "parent", 60_000)) === undefined) won.push(i);
  }
  expect(await ended).toBe(0);
  expect(await store.increment("n", 60_000)).toBe(101);
  // JSON.parse gives what the child wrote: an array of numbers.
  const together = [...won, ...(JSON.parse(printed) as number[])];
  expect(together.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  await expect.poll(() => heard).toEqual([`from ${child.pid}`]);
});

// A process of its own: what waits for ever would end no deadline of a test.
test("stores of one folder in one process, opened and closed while others write, do not wait for each other", async () => {
  const args = ["test/fixtures/share-folder.mjs", resolve("dist/storage/lmdb-store.js"), "15"];
  const { stdout } = await run(process.execPath, args, { timeout: 25_000 });
  expect(stdout).toBe("180 180\n");
});

test("a folder is one while anybody has it open, and another one once it was removed", async () => {
  const folder = newFolder();
  const one = openLmdb(folder, 4);
  const other = openLmdb(folder, 4);
  expect(other.root).toBe(one.root);
  await one.close();
  await one.close();
  await other.root.put("a", "1");
  rmSync(folder, { recursive: true });
  const anew = openLmdb(folder, 4);
  expect(anew.root).not.toBe(one.root);
  expect(anew.root.get("a")).toBeUndefined();
  await Promise.all([other.close(), anew.close()]);
});

test("of several who leave a folder at once one closes it", async () => {
  const folder = newFolder();
  const all = [openLmdb(folder, 4), openLmdb(folder, 4), openLmdb(folder, 4)];
  const closed = vi.spyOn(all[0]?.root ?? expect.unreachable(), "close");
  await Promise.all(all.map(({ close }) => close()));
  expect(closed).toHaveBeenCalledTimes(1);
});
