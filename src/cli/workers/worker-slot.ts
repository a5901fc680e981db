import cluster, { type Worker } from "node:cluster";
import { workerVariable } from "./supervisor-link.ts";
import { readWorkerMessage } from "./worker-message.ts";

/** How a worker came to its end. */
export interface WorkerEnd {
  readonly pid: number | undefined;
  /** e.g. `with exit code 1`, `by SIGKILL`. */
  readonly how: string;
  readonly code: number | null;
  readonly wasReady: boolean;
  /** How long it served, in milliseconds. */
  readonly servedMs: number;
}

/** What a slot tells of its worker. */
export interface SlotEvents {
  readonly onReady: (url: string) => void;
  readonly onEnd: (end: WorkerEnd) => void;
}

/** The place of one worker: a process now, another after it. */
export class WorkerSlot {
  /** From 1, for messages. */
  readonly number: number;
  readonly #events: SlotEvents;
  #worker: Worker | undefined;
  #readyAt: number | undefined;
  #seenAt = 0;
  /** Failures in a row. */
  failures = 0;

  constructor(number: number, events: SlotEvents) {
    this.number = number;
    this.#events = events;
  }

  /** Starts a process for this slot. */
  start(place: "first" | "another"): void {
    const worker = cluster.fork({ [workerVariable]: place });
    this.#worker = worker;
    this.#readyAt = undefined;
    this.touch();
    worker.on("message", (given: unknown) => {
      const message = readWorkerMessage(given);
      if (message === undefined) return;
      this.touch();
      if (message.edict !== "ready") return;
      this.#readyAt = performance.now();
      this.#events.onReady(message.url);
    });
    worker.once("exit", (code: number | null, signal: string | null) =>
      this.#end(worker, code, signal === null ? `with exit code ${code}` : `by ${signal}`),
    );
    // A process that cannot be made: no `exit` follows.
    worker.once("error", (error: Error) => this.#end(worker, null, `(${error.message})`));
  }

  /** Asks the worker to finish and end; one that serves nobody yet is ended. */
  stop(): void {
    if (this.#readyAt === undefined) this.kill();
    // One that cannot be told has ended, or is about to: then `exit` says so.
    else this.#worker?.send({ edict: "stop" }, () => undefined);
  }

  kill(): void {
    this.#worker?.process.kill("SIGKILL");
  }

  /** Counts the silence of the worker from now on. */
  touch(): void {
    this.#seenAt = performance.now();
  }

  get pid(): number | undefined {
    return this.#worker?.process.pid;
  }

  get isEmpty(): boolean {
    return this.#worker === undefined;
  }

  get isReady(): boolean {
    return this.#readyAt !== undefined;
  }

  get silentMs(): number {
    return performance.now() - this.#seenAt;
  }

  get servedMs(): number {
    return this.#readyAt === undefined ? 0 : performance.now() - this.#readyAt;
  }

  #end(worker: Worker, code: number | null, how: string): void {
    if (this.#worker !== worker) return;
    const { pid, isReady: wasReady, servedMs } = this;
    this.#worker = undefined;
    this.#readyAt = undefined;
    this.#events.onEnd({ pid, how, code, wasReady, servedMs });
  }
}
