/** A request as a host hands it over; nothing of the body is read yet. Adapters make it without copying. */
export interface ServerRequest {
  readonly method: string;
  /** Request target exactly as sent, e.g. `/posts/5?tab=all` or `http://host/path`. */
  readonly target: string;
  /** HTTP version, e.g. "1.1". */
  readonly httpVersion: string;
  /** A header by lower-case name, as sent; one that came more than once is its first value, or all joined with ", ". */
  readonly header: (name: string) => string | undefined;
  /** All values of a header that came more than once, in order. */
  readonly headerValues: (name: string) => readonly string[];
  /** All headers, made on demand. */
  readonly toHeaders: () => Headers;
  /** Address of the peer, e.g. "127.0.0.1"; undefined where the host does not know it. */
  readonly peer: string | undefined;
  readonly encrypted: boolean;
  readonly body: RequestBody;
  /** Aborted when the visitor leaves. Made on demand. */
  readonly signal: AbortSignal;
}

/** The body, read at most once: by `listen` or by iterating. */
export interface RequestBody extends AsyncIterable<Uint8Array<ArrayBuffer>> {
  /** Hands chunks over as they come. `onEnd` is called once: with true when the body arrived whole, with false when it broke off. */
  readonly listen: (
    onChunk: (chunk: Uint8Array<ArrayBuffer>) => void,
    onEnd: (complete: boolean) => void,
  ) => void;
  /**
   * Stops reading; what is left is discarded or the connection closed. No callback comes after it. With `rest` all that is
   * left may come, as long as it comes at that pace: its sender reads no answer before.
   */
  readonly cancel: (rest?: RestPace) => void;
}

/** How fast what nobody reads of a body must come. */
export interface RestPace {
  readonly spanMs: number;
  /** Bytes that each span must bring. */
  readonly spanBytes: number;
}
