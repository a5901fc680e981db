/** Tells whether an error carries one of these codes, e.g. `ENOENT` of the file system. */
export function hasCode(error: unknown, ...codes: readonly string[]): error is Error {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
