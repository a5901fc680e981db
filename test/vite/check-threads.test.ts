import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
// @ts-expect-error a script without declarations
import { makeApp as makeUntyped } from "../../bench/compile/write-app.mjs";
import { createAnalysisCache, type AppFile } from "../../src/compiler/index.ts";
import { analyseInWorkers } from "../../src/vite/check/analyse-in-workers.ts";
import { readShare, type ReadShare, type SharedTask } from "../../src/vite/check/read-share.ts";

/** JavaScript with its types in comments. */
const makeApp = makeUntyped as (files: number) => { readonly app: ReadonlyMap<string, string> };

const repository = resolve(import.meta.dirname, "../..");
/** What commands start, built before the tests. */
const module = join(repository, "dist/bundles/analyse-worker.js");

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edict-threads-"));
});

afterAll(() => rm(folder, { recursive: true }));

function taskOf(files: readonly AppFile[], more: Partial<SharedTask["settings"]> = {}): SharedTask {
  const settings = { root: repository, ...more };
  return { files, settings, taken: new Int32Array(new SharedArrayBuffer(4)) };
}

function inAnotherThread(workerData: SharedTask): Promise<ReadShare> {
  return new Promise((resolvePromise, reject) => {
    const worker = new Worker(module, { workerData });
    const read: ReadShare[number][] = [];
    worker.on("message", (share: ReadShare) => {
      read.push(...share);
      if (share.length === 0) resolvePromise(read);
    });
    worker.once("error", reject);
  });
}

/** Every fixture of the compiler and of mistakes, syntax errors among them, and an app of generated actions. */
function manyFiles(): AppFile[] {
  const fixtures = ["test/fixtures/compiler", "test/fixtures/mistakes"].flatMap((path) =>
    readdirSync(join(repository, path), { recursive: true, encoding: "utf8" })
      .filter((name) => /(?:input\.\w+|\.tsx)$/.test(name) && !/(?:proxy|middleware)\./.test(name))
      .map((name) => join(repository, path, name)),
  );
  const read = fixtures.map((file) => ({ file, code: readFileSync(file, "utf8") }));
  const made = [...makeApp(20).app].filter(([path]) => /\.tsx?$/.test(path));
  return [...read, ...made.map(([path, code]) => ({ file: join(repository, path), code }))];
}

test("another thread reads what this one reads, for a check and for a build", async () => {
  const files = manyFiles();
  expect(files.length).toBeGreaterThan(150);
  for (const more of [{}, { idSecret: "secret" }])
    expect(await inAnotherThread(taskOf(files, more))).toEqual(readShare(taskOf(files, more)));
});

const plain = Array.from({ length: 6 }, (_, at) => ({
  file: join(repository, `plain-${at}.ts`),
  code: `export const at = ${at};\n`,
}));

async function readBeside(body: string): Promise<readonly string[]> {
  const beside = join(folder, "beside.mjs");
  await writeFile(beside, body);
  const cache = createAnalysisCache();
  const readers = { module: beside, filesEach: 1, mostThreads: 2 };
  await analyseInWorkers(plain, { root: repository }, { cache, prepared: undefined }, readers);
  return [...cache.files.values()].map(({ code }) => code);
}

test("files are read once, by whichever thread took them", async () => {
  const cache = createAnalysisCache();
  const readers = { module, filesEach: 1, mostThreads: 4 };
  await analyseInWorkers(plain, { root: repository }, { cache, prepared: undefined }, readers);
  expect([...cache.files.keys()].toSorted()).toEqual(plain.map(({ file }) => file));
});

test("a thread that ends before its work, throws or cannot be started fails the check", async () => {
  await expect(readBeside("process.exit(0);")).rejects.toThrow(
    "a thread that reads files ended with 0 before it was done",
  );
  await expect(readBeside("process.exit(3);")).rejects.toThrow("ended with 3");
  await expect(readBeside('throw new RangeError("too deep");')).rejects.toThrow("too deep");
  await expect(readBeside("not JavaScript")).rejects.toThrow(SyntaxError);
  const nothing = 'import("node:worker_threads").then((w) => w.parentPort.postMessage([]));';
  expect(await readBeside(nothing)).toEqual(plain.map(({ code }) => code));
});
