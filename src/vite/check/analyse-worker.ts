import { parentPort, workerData } from "node:worker_threads";
import { readShare, type SharedTask } from "./read-share.ts";

/** What is handed over while there is more to read keeps nobody waiting in the end. */
const filesPerMessage = 50;

// Started by `analyseInWorkers` only, with data of this shape.
const task = workerData as SharedTask;
for (let isLast = false; !isLast;) {
  const share = readShare(task, filesPerMessage);
  parentPort?.postMessage(share);
  isLast = share.length === 0;
}
