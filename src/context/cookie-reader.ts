/** A cookie as it is read: decoded. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** Reads cookies in the manner of the App Router; what they are read from is the heir's part. */
export abstract class CookieReader implements Iterable<[string, Cookie]> {
  /** The cookies as they are now, decoded. */
  protected abstract current(): ReadonlyMap<string, string>;

  /** Number of cookies. */
  get size(): number {
    return this.current().size;
  }

  /** Returns the cookie of that name, or undefined. */
  get(name: string | { readonly name: string }): Cookie | undefined {
    const wanted = nameOf(name);
    const value = this.current().get(wanted);
    return value === undefined ? undefined : { name: wanted, value };
  }

  /** Returns all cookies, or those of one name. */
  getAll(name?: string | { readonly name: string }): Cookie[] {
    const all = [...this.current()].map(([cookie, value]) => ({ name: cookie, value }));
    return name === undefined ? all : all.filter((cookie) => cookie.name === nameOf(name));
  }

  has(name: string): boolean {
    return this.current().has(name);
  }

  [Symbol.iterator](): IterableIterator<[string, Cookie]> {
    return this.getAll()
      .map((cookie): [string, Cookie] => [cookie.name, cookie])
      .values();
  }
}

/** Returns the name of `cookie`, which may be the name itself. */
export function nameOf(cookie: string | { readonly name: string }): string {
  return typeof cookie === "string" ? cookie : cookie.name;
}
