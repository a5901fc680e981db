import { CookieReader, nameOf } from "./cookie-reader.ts";
import { readCookieHeader, writeCookieHeader } from "./cookie-syntax.ts";

/** The cookies of a `NextRequest`: what is set here changes its `Cookie` header, and nothing in the browser. */
export class RequestCookies extends CookieReader {
  readonly #headers: Headers;

  constructor(headers: Headers) {
    super();
    this.#headers = headers;
  }

  set(name: string, value: string): this;
  set(cookie: { readonly name: string; readonly value: string }): this;
  set(cookie: string | { readonly name: string; readonly value: string }, text = ""): this {
    const value = typeof cookie === "string" ? text : cookie.value;
    return this.#write(new Map(this.current()).set(nameOf(cookie), value));
  }

  /** Removes cookies; tells for each whether it was there. */
  delete(name: string): boolean;
  delete(names: readonly string[]): boolean[];
  delete(names: string | readonly string[]): boolean | boolean[] {
    const left = new Map(this.current());
    const were =
      typeof names === "string" ? left.delete(names) : names.map((name) => left.delete(name));
    this.#write(left);
    return were;
  }

  clear(): this {
    return this.#write(new Map());
  }

  override toString(): string {
    return writeCookieHeader(this.current());
  }

  protected override current(): ReadonlyMap<string, string> {
    return readCookieHeader(this.#headers.get("cookie") ?? "");
  }

  #write(cookies: ReadonlyMap<string, string>): this {
    if (cookies.size === 0) this.#headers.delete("cookie");
    else this.#headers.set("cookie", writeCookieHeader(cookies));
    return this;
  }
}
