import { parentPort, workerData } from "node:worker_threads";
import { analyseFile, type AnalyseSettings, type AppFile } from "../../compiler/index.ts";

/** What a worker is started with. */
export interface WorkerTask {
  readonly files: readonly AppFile[];
  readonly settings: AnalyseSettings;
}

// Started by `analyseInWorkers` only, with data of this shape.
const { files, settings } = workerData as WorkerTask;
parentPort?.postMessage(files.map((file) => analyseFile(file, settings)));
