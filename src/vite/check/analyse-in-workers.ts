import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import {
  analyseFile,
  isProxyFile,
  type AnalysisCache,
  type AnalyseSettings,
  type AppFile,
  type FileAnalysis,
} from "../../compiler/index.ts";
import { modulePath } from "../app-modules.ts";
import type { WorkerTask } from "./analyse-worker.ts";

/** A worker takes about as long to start as this many files take to be read. */
const filesWorthAWorker = 200;
const maxThreads = 4;

const workerFile = fileURLToPath(new URL("./analyse-worker.js", import.meta.url));

/**
 * Reads the files that `cache` does not know yet, on several threads where there are many: the app's own thread takes
 * its share too. What a worker cannot hand over stays for the check itself.
 */
export async function analyseInWorkers(
  all: readonly AppFile[],
  settings: AnalyseSettings,
  cache: AnalysisCache,
): Promise<void> {
  // From its source, as in tests, there is no worker.
  if (!existsSync(workerFile)) return;
  const files = all.filter(
    ({ file, code }) =>
      cache.files.get(file)?.code !== code && !isProxyFile(modulePath(settings, file)),
  );
  const threads = Math.min(
    maxThreads,
    availableParallelism(),
    Math.floor(files.length / filesWorthAWorker),
  );
  if (threads < 2) return;
  const [own = [], ...others] = Array.from({ length: threads }, (_, at) =>
    files.filter((_file, index) => index % threads === at),
  );
  const working = others.map((share) => runWorker({ files: share, settings }));
  for (const file of own) cache.files.set(file.file, analyseFile(file, settings));
  for (const [at, analyses] of (await Promise.all(working)).entries())
    for (const [index, analysis] of analyses.entries()) {
      const file = others[at]?.[index];
      if (file !== undefined) cache.files.set(file.file, analysis);
    }
}

function runWorker(workerData: WorkerTask): Promise<readonly FileAnalysis[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      if (code !== 0) reject(new Error(`the worker that reads files ended with ${code}`));
    });
  });
}
