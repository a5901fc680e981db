/** One file that may be served, named by the build; no other file is ever read. */
export interface StaticFile {
  /** Absolute path on disk. */
  readonly file: string;
  /** Content type, e.g. `text/css; charset=utf-8`. */
  readonly type: string;
  /** Strong entity tag with its quotes, e.g. `"9f3a"`. */
  readonly etag: string;
  /** Its URL carries a hash of its content, so browsers may keep it for ever. */
  readonly immutable: boolean;
}

/** Every static file by its canonical path without `basePath`, e.g. `/assets/app-4f2a.js`. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;
