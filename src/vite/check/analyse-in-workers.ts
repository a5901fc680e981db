import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { isProxyFile, type AnalysisCache, type AppFile } from "../../compiler/index.ts";
import { modulePath } from "../app-modules.ts";
import { takePrepared, type PreparedApp } from "./prepared-app.ts";
import { readShare, type ReadSettings, type ReadShare, type SharedTask } from "./read-share.ts";

/** The threads that read beside the app's own. */
export interface Readers {
  /** The module that each of them runs, absolute. */
  readonly module: string;
  /** To start one takes about as long as to read so many files. */
  readonly filesEach: number;
  /** With the app's own. */
  readonly mostThreads: number;
}

const readersOfCommands: Readers = {
  module: fileURLToPath(new URL("./analyse-worker.js", import.meta.url)),
  filesEach: 200,
  mostThreads: Math.min(4, availableParallelism()),
};

/** Where what was read is kept. */
export interface Kept {
  readonly cache: AnalysisCache;
  /** Where a build follows. */
  readonly prepared: PreparedApp | undefined;
}

/**
 * Reads the files that the cache does not know yet, on several threads where there are many: the app's own thread takes
 * its share too. What a thread cannot hand over stays for the check itself. Throws when a thread ends before its work.
 */
export async function analyseInWorkers(
  all: readonly AppFile[],
  settings: ReadSettings,
  kept: Kept,
  readers: Readers = readersOfCommands,
): Promise<void> {
  const files = all.filter(
    ({ file, code }) =>
      kept.cache.files.get(file)?.code !== code && !isProxyFile(modulePath(settings, file)),
  );
  const threads = threadsFor(files.length, readers);
  if (threads < 2 && kept.prepared === undefined) return;
  const task: SharedTask = { files, settings, taken: new Int32Array(new SharedArrayBuffer(4)) };
  const working = Array.from({ length: threads - 1 }, () => runWorker(readers.module, task));
  const shares = [readShare(task), ...(await Promise.all(working))];
  for (const [at, read] of shares.flat()) {
    const file = files[at]?.file;
    if (file === undefined) continue;
    kept.cache.files.set(file, read.analysis);
    if (kept.prepared !== undefined && "facts" in read) takePrepared(kept.prepared, file, read);
  }
}

function threadsFor(files: number, { module, filesEach, mostThreads }: Readers): number {
  // From its source, as in tests, there is no such module.
  if (!existsSync(module)) return 1;
  return Math.max(1, Math.min(mostThreads, Math.floor(files / filesEach)));
}

function runWorker(module: string, workerData: SharedTask): Promise<ReadShare> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData });
    const read: ReadShare[number][] = [];
    worker.on("message", (share: ReadShare) => {
      read.push(...share);
      if (share.length === 0) resolve(read);
    });
    worker.once("error", reject);
    // Behind its last message that changes nothing. Before it, whatever the code, it took files that nobody has read.
    worker.once("exit", (code) => {
      reject(new Error(`a thread that reads files ended with ${code} before it was done`));
    });
  });
}
