/** Where to go after signing in: a path of this site, `/` for anything else. */
export function nextPath(value: unknown): string {
  // `//host` and `/\host` leave the site, and so does what a browser makes of control characters.
  return typeof value === "string" && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(value)
    ? value
    : "/";
}
