/**
 * No deadline of a test ends a loop that never lets go of its thread: a thread beside it says where it hangs, and ends the
 * process.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { beforeEach } from "vitest";

/** Milliseconds that the event loop of a process with tests may stand still. */
const limitMs = Number(process.env["EDICT_LOOP_LIMIT_MS"] ?? 150_000);

interface Watch {
  tellTest(name: string): void;
}

declare global {
  /** One for each process: files without isolation share it. */
  var edictLoopWatch: Watch | undefined;
}

function startWatch(): Watch {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const watcher = new Worker(join(import.meta.dirname, "loop-watcher.mjs"), {
    workerData: { beats, limitMs },
  });
  watcher.unref();
  setInterval(() => Atomics.add(beats, 0, 1), 1_000).unref();
  return { tellTest: (name) => watcher.postMessage(name) };
}

globalThis.edictLoopWatch ??= startWatch();

beforeEach(({ task }) => {
  globalThis.edictLoopWatch?.tellTest(`${task.file.name} > ${task.name}`);
});
