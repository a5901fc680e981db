import type { Readable } from "node:stream";

/** A file of which bytes are about to be read. */
export interface OpenedFile {
  /** Bytes. */
  readonly size: number;
  /** Gives the bytes from `first` to `last`, both included, and closes the file behind them. */
  readonly read: (
    first: number,
    last: number,
  ) => Readable | ReadableStream<Uint8Array> | Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** One file that may be served, named by the build; no other file is ever read. */
export interface StaticFile {
  /** Absolute path on disk. */
  readonly file: string;
  /** Opens it where it is on no disk; undefined when it is gone. */
  readonly open?: () => Promise<OpenedFile | undefined>;
  /** Content type, e.g. `text/css; charset=utf-8`. */
  readonly type: string;
  /** Strong entity tag with its quotes, e.g. `"9f3a"`. */
  readonly etag: string;
  /** Its URL carries a hash of its content, so browsers may keep it for ever. */
  readonly immutable: boolean;
}

/** Every static file by its canonical path without `basePath`, e.g. `/assets/app-4f2a.js`. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;
