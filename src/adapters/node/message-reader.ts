import type { IncomingMessage } from "node:http";

type Chunk = Uint8Array<ArrayBuffer>;

interface Reading {
  readonly resolve: (result: IteratorResult<Chunk, undefined>) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Reads the body of a message chunk by chunk, as they are asked for. Unlike the message's own iterator it begins with the
 * first chunk asked for, can be told to stop, and leaves the connection open when it is.
 */
export class MessageReader implements AsyncIterator<Chunk, undefined> {
  readonly #message: IncomingMessage;
  readonly #onStart: () => void;
  readonly #chunks: Chunk[] = [];
  #reading: Reading | undefined;
  #started = false;
  #end: { readonly error: unknown } | undefined;

  constructor(message: IncomingMessage, onStart: () => void) {
    this.#message = message;
    this.#onStart = onStart;
  }

  /** Whether there may be more to ask for. */
  get open(): boolean {
    return this.#end === undefined;
  }

  /** Gives the next chunk; ask again only once it is there. Rejects when the body broke off or reading was stopped. */
  next(): Promise<IteratorResult<Chunk, undefined>> {
    if (!this.#started && this.open) this.#start();
    return new Promise((resolve, reject) => {
      this.#reading = { resolve, reject };
      this.#settle();
    });
  }

  /** Reads no more: whoever asks then gets `error`. */
  stop(error: Error): void {
    this.#chunks.length = 0;
    this.#finish(error);
  }

  #start(): void {
    const message = this.#message;
    this.#started = true;
    if (message.destroyed || message.readableEnded) return this.#finish(brokenOff());
    this.#onStart();
    message.on("data", (chunk: Buffer<ArrayBuffer>) => {
      message.pause();
      this.#chunks.push(chunk);
      this.#settle();
    });
    message.on("end", () => this.#finish(undefined));
    message.on("error", (error) => this.#finish(error));
    message.on("close", () => this.#finish(brokenOff()));
  }

  #finish(error: unknown): void {
    this.#end ??= { error };
    this.#settle();
  }

  #settle(): void {
    const reading = this.#reading;
    if (reading === undefined) return;
    const chunk = this.#chunks.shift();
    if (chunk === undefined && this.#end === undefined) {
      this.#message.resume();
      return;
    }
    this.#reading = undefined;
    if (chunk !== undefined) reading.resolve({ done: false, value: chunk });
    else if (this.#end?.error === undefined) reading.resolve({ done: true, value: undefined });
    else reading.reject(this.#end.error);
  }
}

function brokenOff(): Error {
  return new Error("The body broke off before its end.");
}
