import { parentPort, workerData } from "node:worker_threads";
import { readShare, type SharedTask } from "./read-share.ts";

// Started by `analyseInWorkers` only, with data of this shape.
parentPort?.postMessage(readShare(workerData as SharedTask));
