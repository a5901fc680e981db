import { readWorkerMessage, type WorkerMessage } from "./worker-message.ts";

/** A worker's end of the line to the process that supervises it. */
export interface SupervisorLink {
  /** Whether another worker has told the operator already what there is to tell at a start. */
  readonly repeats: boolean;
  /** Tells that this worker listens, and from then on, again and again, that it is alive. */
  readonly ready: (url: string) => void;
  /** Resolves when the supervisor asks this worker to end. */
  readonly untilStopped: () => Promise<void>;
}

/** Names a process as a worker of `superviseWorkers`: `first`, or `another`. */
export const workerVariable = "EDICT_WORKER";

/** How often a worker tells that it is alive, in milliseconds. */
export const heartbeatMs = 250;

/** Finds the supervisor of this process; undefined where there is none. */
export function linkToSupervisor(process: NodeJS.Process): SupervisorLink | undefined {
  const place = process.env[workerVariable];
  // What this process starts is no worker.
  delete process.env[workerVariable];
  if (place === undefined || process.send === undefined) return undefined;
  const stopped = new Promise<void>((resolve) => {
    process.on("message", (message) => {
      if (readWorkerMessage(message)?.edict === "stop") resolve();
    });
    process.once("SIGTERM", () => resolve());
  });
  // A terminal interrupts all processes at once; when the workers end is the supervisor's to say.
  process.on("SIGINT", () => undefined);
  // Without its supervisor a worker is ended by Node: that a message no longer leaves is nothing to report.
  const tell = (message: WorkerMessage): void =>
    void process.send?.(message, undefined, undefined, () => undefined);
  return {
    repeats: place !== "first",
    ready: (url) => {
      tell({ edict: "ready", url });
      setInterval(() => tell({ edict: "alive" }), heartbeatMs).unref();
    },
    untilStopped: () => stopped,
  };
}
