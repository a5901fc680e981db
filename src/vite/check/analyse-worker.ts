import { parentPort, workerData } from "node:worker_threads";
import { readFor, type WorkerTask } from "./read-for.ts";

// Started by `analyseInWorkers` only, with data of this shape.
const { files, settings } = workerData as WorkerTask;
parentPort?.postMessage(files.map((file) => readFor(file, settings)));
