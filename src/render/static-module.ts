/** A file that is sent as it is, as its module has it; the bundler writes that. */
export interface StaticModule {
  /** In base64. */
  readonly bytes: string;
  /** Content type. */
  readonly type: string;
  /** Of the content, for addresses and tags. */
  readonly hash: string;
}

/** Reads such a module; `file` names it where it is none. */
export function readStaticModule(
  exports: Readonly<Record<string, unknown>>,
  file: string,
): StaticModule {
  const { default: bytes, contentType: type, hash } = exports;
  if (typeof bytes === "string" && typeof type === "string" && typeof hash === "string")
    return { bytes, type, hash };
  throw new TypeError(`${file} is no file that the build has taken in`);
}
