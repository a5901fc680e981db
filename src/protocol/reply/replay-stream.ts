/** The chunks of a stream that came whole; `values` has what it returned behind the chunks, where it did. */
export interface Replay {
  readonly values: readonly unknown[];
  readonly chunks: number;
}

/** Makes a stream of chunks that are all there; they are read when the stream is, not before. */
export function replayStream(chunks: readonly unknown[]): ReadableStream {
  const rest = chunks.values();
  return new ReadableStream(
    {
      pull: (controller) => {
        const { done = false, value } = rest.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Makes a stream of bytes, which can be read into memory of the reader's own; the chunks are given away. */
export function replayBytes(chunks: readonly Uint8Array<ArrayBuffer>[]): ReadableStream {
  const rest = chunks.values();
  return new ReadableStream({
    type: "bytes",
    pull: (controller) => {
      const { done = false, value } = rest.next();
      if (!done && value !== undefined) {
        controller.enqueue(value);
        return;
      }
      controller.close();
      // Who reads into memory of their own is told of the end by an answer of no bytes.
      controller.byobRequest?.respond(0);
    },
  });
}

/** An async iterable whose values are all there; each reader begins with the first one. */
export class ReplayedIterable implements AsyncIterable<unknown> {
  readonly #replay: Replay;

  constructor(replay: Replay) {
    this.#replay = replay;
  }

  [Symbol.asyncIterator](): AsyncIterator<unknown> {
    return new ReplayedIterator(this.#replay);
  }
}

/** An async iterator whose values are all there. A value that is a promise is handed out as one. */
export class ReplayedIterator implements AsyncIterableIterator<unknown> {
  readonly #replay: Replay;
  #next = 0;

  constructor(replay: Replay) {
    this.#replay = replay;
  }

  next(): Promise<IteratorResult<unknown>> {
    const { values, chunks } = this.#replay;
    const at = this.#next++;
    return Promise.resolve({ done: at >= chunks, value: values[at] });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
