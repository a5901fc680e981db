import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { isProxyFile, type AnalysisCache, type AppFile } from "../../compiler/index.ts";
import { modulePath } from "../app-modules.ts";
import { takePrepared, type PreparedApp } from "./prepared-app.ts";
import { readFor, type ReadFile, type ReadSettings, type WorkerTask } from "./read-for.ts";

/** A worker takes about as long to start as this many files take to be read. */
const filesWorthAWorker = 200;
const maxThreads = 4;

const workerFile = fileURLToPath(new URL("./analyse-worker.js", import.meta.url));

/** Where what was read is kept. */
export interface Kept {
  readonly cache: AnalysisCache;
  /** Where a build follows. */
  readonly prepared: PreparedApp | undefined;
}

/**
 * Reads the files that the cache does not know yet, on several threads where there are many: the app's own thread takes
 * its share too. What a worker cannot hand over stays for the check itself.
 */
export async function analyseInWorkers(
  all: readonly AppFile[],
  settings: ReadSettings,
  kept: Kept,
): Promise<void> {
  const files = all.filter(
    ({ file, code }) =>
      kept.cache.files.get(file)?.code !== code && !isProxyFile(modulePath(settings, file)),
  );
  const threads = threadsFor(files.length);
  if (threads < 2 && kept.prepared === undefined) return;
  const keep = ({ file }: AppFile, read: ReadFile): void => {
    kept.cache.files.set(file, read.analysis);
    if (kept.prepared !== undefined && "facts" in read) takePrepared(kept.prepared, file, read);
  };
  const [own = [], ...others] = Array.from({ length: threads }, (_, at) =>
    files.filter((_file, index) => index % threads === at),
  );
  const working = others.map((share) => runWorker({ files: share, settings }));
  for (const file of own) keep(file, readFor(file, settings));
  for (const [at, share] of (await Promise.all(working)).entries())
    for (const [index, read] of share.entries()) {
      const file = others[at]?.[index];
      if (file !== undefined) keep(file, read);
    }
}

function threadsFor(files: number): number {
  // From its source, as in tests, there is no worker.
  if (!existsSync(workerFile)) return 1;
  const worth = Math.floor(files / filesWorthAWorker);
  return Math.max(1, Math.min(maxThreads, availableParallelism(), worth));
}

function runWorker(workerData: WorkerTask): Promise<readonly ReadFile[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      if (code !== 0) reject(new Error(`the worker that reads files ended with ${code}`));
    });
  });
}
