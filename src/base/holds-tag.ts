/** Tells whether an `If-None-Match` names what would be sent; a proxy may have made its tag a weak one. */
export function holdsTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
