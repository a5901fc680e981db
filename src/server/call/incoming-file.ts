import { inspect } from "node:util";
import { UsageError } from "../../context/index.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/** Where the bytes of a file come from. */
export interface FileSource {
  readonly size: number;
  /** Gives the next bytes, or undefined at the end; rejects where they do not come. Asked one at a time. */
  readonly next: () => Promise<Chunk | undefined>;
  /** Resolves once all of it may be kept in memory. */
  readonly makeRoom: () => Promise<void>;
  /** Nobody wants the rest. */
  readonly leave: () => void;
}

/**
 * A `File` whose bytes are still coming. `stream()` gives them as they come, once; `arrayBuffer()`, `bytes()` and `text()`
 * wait for all of them, and keep them: from then on it is like every file. It is none of the host's own, which would have to be
 * there: what wants to copy it, as `new Blob([file])` does, meets a `UsageError` instead of an empty file.
 */
export class IncomingFile implements File {
  readonly #source: FileSource;
  /** Says what a file of this name and type says. */
  readonly #named: File;
  #stream: ReadableStream<Chunk> | undefined;
  #whole: Promise<File> | undefined;
  /** Once it is here. */
  #kept: File | undefined;

  constructor(
    { fileName, type }: { readonly fileName: string; readonly type: string },
    source: FileSource,
  ) {
    this.#source = source;
    this.#named = new File([], fileName, { type });
  }

  get name(): string {
    return this.#named.name;
  }

  get type(): string {
    return this.#named.type;
  }

  get lastModified(): number {
    return this.#named.lastModified;
  }

  get size(): number {
    return this.#source.size;
  }

  get webkitRelativePath(): string {
    return "";
  }

  /** @throws UsageError `upload-is-coming` at the second call, unless the file was read whole */
  stream(): ReadableStream<Chunk> {
    if (this.#kept !== undefined) return this.#kept.stream();
    if (this.#stream !== undefined)
      throw refusal(
        "is read already, and its bytes are not kept. Call stream() once, or read it whole before, with arrayBuffer()",
      );
    return (this.#stream = streamOf(this.#source));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.#readWhole()).arrayBuffer();
  }

  async bytes(): Promise<Chunk> {
    return new Uint8Array(await this.arrayBuffer());
  }

  async text(): Promise<string> {
    return (await this.#readWhole()).text();
  }

  /** @throws UsageError `upload-is-coming` unless the file was read whole */
  slice(start?: number, end?: number, contentType?: string): Blob {
    if (this.#kept === undefined)
      throw refusal(
        "cannot be cut before its bytes are here. Read it whole first, with arrayBuffer(), or take what you need of stream()",
      );
    return this.#kept.slice(start, end, contentType);
  }

  /** What is no file of the host's own is written as a text where the host copies it. */
  [Symbol.toPrimitive](): never {
    throw refusal(
      "cannot be copied or written as a text while it comes. Hand on stream(), or read it whole with arrayBuffer() and copy that",
    );
  }

  #readWhole(): Promise<File> {
    return (this.#whole ??= this.#collect());
  }

  async #collect(): Promise<File> {
    const stream = this.stream();
    await this.#source.makeRoom();
    const bytes = new Uint8Array(this.size);
    let at = 0;
    for await (const chunk of stream) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    const { name, type, lastModified } = this;
    return (this.#kept = new File([bytes], name, { type, lastModified }));
  }
}

// `instanceof File` holds, and `FormData` takes it as one.
Object.setPrototypeOf(IncomingFile.prototype, File.prototype);
// A console would ask the host's own file, which this is not.
Object.defineProperty(IncomingFile.prototype, inspect.custom, {
  value(this: IncomingFile): string {
    const { name, size, type } = this;
    return `IncomingFile ${JSON.stringify({ name, size, type })}`;
  },
});

/** Draws each chunk when it is asked for: the sender waits for the reader. */
function streamOf({ next, leave }: FileSource): ReadableStream<Chunk> {
  return new ReadableStream({
    type: "bytes",
    pull: async (controller) => {
      const chunk = await next();
      // A stream of bytes takes the memory of what it is given, in which other chunks may lie.
      if (chunk !== undefined) return controller.enqueue(new Uint8Array(chunk));
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: leave,
  });
}

function refusal(problem: string): UsageError {
  return new UsageError("upload-is-coming", `The uploaded file ${problem}.`);
}

/** Whether this host's `FormData` gives back a file that is none of its own: elsewhere uploads are read whole. */
export const hostHoldsIncomingFiles: boolean = (() => {
  const nothing: FileSource = {
    size: 0,
    next: async () => undefined,
    makeRoom: async () => undefined,
    leave: () => undefined,
  };
  const file = new IncomingFile({ fileName: "", type: "" }, nothing);
  const form = new FormData();
  try {
    form.append("file", file);
    return form.get("file") === file;
  } catch {
    return false; // it was written as a text
  }
})();
