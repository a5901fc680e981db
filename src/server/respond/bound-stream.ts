import { Transform, type Readable } from "node:stream";

/** Limits of a streamed answer. */
export interface StreamLimits {
  readonly maxBytes: number;
  /** Longest silence. */
  readonly idleMs: number;
  /** Told once, with why the stream was cut. */
  readonly onCut: (reason: string) => void;
  /** Told once, with the error of a stream that broke by itself. */
  readonly onBreak: (error: unknown) => void;
}

/**
 * Passes a stream on until it is too long or silent for too long; then both ends are destroyed. A silence is the source's:
 * while the reader has not taken what came, no time passes.
 */
export function boundStream(source: Readable, limits: StreamLimits): Readable {
  let bytes = 0;
  let isCut = false;
  const cut = (reason: string): void => {
    isCut = true;
    limits.onCut(reason);
    source.destroy();
    bounded.destroy(new Error(reason));
  };
  const judgeSilence = (): void => {
    if (bounded.destroyed) return;
    if (bounded.readableLength > 0 || bounded.writableNeedDrain) timer.refresh();
    else cut(`no byte for ${limits.idleMs} ms`);
  };
  const timer = setTimeout(judgeSilence, limits.idleMs);
  const bounded = new Transform({
    transform: (chunk: Uint8Array | string, _encoding, done) => {
      bytes += chunk.length;
      timer.refresh();
      if (bytes <= limits.maxBytes) return done(null, chunk);
      done();
      cut(`more than ${limits.maxBytes} bytes`);
    },
  });
  // The reader caught up: only now the source may go on.
  bounded.on("drain", () => timer.refresh());
  source.on("error", (error) => {
    if (!isCut && !bounded.destroyed) limits.onBreak(error);
    bounded.destroy(error);
  });
  bounded.on("close", () => {
    clearTimeout(timer);
    source.destroy();
  });
  return source.pipe(bounded);
}
