import type { RequestBody, RestPace, ServerRequest } from "../server-request.ts";

/** What a host knows of a request beside the web's `Request`. */
export interface FetchPeer {
  /** Address of the peer, e.g. "127.0.0.1". */
  readonly address?: string;
}

/** A web `Request` as the server reads it. */
export class FetchRequest implements ServerRequest {
  readonly #request: Request;
  readonly #url: URL;
  readonly method: string;
  readonly target: string;
  readonly httpVersion = "1.1";
  readonly peer: string | undefined;
  readonly encrypted: boolean;
  readonly body: RequestBody;

  constructor(request: Request, { address }: FetchPeer = {}) {
    this.#request = request;
    this.#url = new URL(request.url);
    this.method = request.method;
    this.target = this.#url.pathname + this.#url.search;
    this.peer = address;
    this.encrypted = this.#url.protocol === "https:";
    this.body = new FetchBody(request.body);
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  header(name: string): string | undefined {
    const value = this.#request.headers.get(name);
    if (value !== null) return value;
    // Hosts take `Host` into the URL and may drop the header.
    return name === "host" ? this.#url.host : undefined;
  }

  /** The web joins what came several times with commas; no header that is asked for by its values may hold one. */
  headerValues(name: string): readonly string[] {
    const value = this.header(name);
    if (value === undefined) return [];
    return value.split(",").map((part) => part.trim());
  }

  toHeaders(): Headers {
    return new Headers(this.#request.headers);
  }
}

class FetchBody implements RequestBody {
  readonly #stream: ReadableStream<Uint8Array> | null;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #cancelled = false;

  constructor(stream: ReadableStream<Uint8Array> | null) {
    this.#stream = stream;
  }

  listen(
    onChunk: (chunk: Uint8Array<ArrayBuffer>) => void,
    onEnd: (complete: boolean) => void,
  ): void {
    void this.#deliver(onChunk).then(
      () => this.#cancelled || onEnd(true),
      () => this.#cancelled || onEnd(false), // the sender broke off
    );
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const reader = (this.#reader = this.#stream?.getReader());
    if (reader === undefined) return;
    for (let next = await reader.read(); !next.done; next = await reader.read())
      yield ownBytes(next.value);
  }

  cancel(rest?: RestPace): void {
    this.#cancelled = true;
    if (rest !== undefined && this.#reader !== undefined) return discardRest(this.#reader, rest);
    const cancelling = this.#reader?.cancel() ?? this.#stream?.cancel();
    cancelling?.catch(() => undefined); // a stream that broke by itself needs no cancelling
  }

  async #deliver(onChunk: (chunk: Uint8Array<ArrayBuffer>) => void): Promise<void> {
    for await (const chunk of this) {
      if (this.#cancelled) return;
      onChunk(chunk);
    }
  }
}

/** Throws away what comes, until all of it has or its sender is too slow. */
function discardRest(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { spanMs, spanBytes }: RestPace,
): void {
  let bytes = 0;
  let nextMark = spanBytes;
  const cut = (): void => void reader.cancel().catch(() => undefined); // it broke by itself
  let timer = setTimeout(cut, spanMs);
  const end = (): void => clearTimeout(timer);
  const readOn = async (): Promise<void> => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.length;
      if (bytes < nextMark) continue;
      nextMark = bytes + spanBytes;
      clearTimeout(timer);
      timer = setTimeout(cut, spanMs);
    }
  };
  void readOn().then(end, end); // a sender who breaks off has nothing left to be thrown away
}

/** A request's bytes are never shared with another thread; where a host says otherwise they are copied. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
