import { parseSetCookie, type SetCookie } from "cookie";
import { nameOf } from "./cookie-reader.ts";
import { writeDeletedCookie, writeSetCookie, type CookieOptions } from "./cookie-syntax.ts";

/** A cookie with its attributes. */
export interface ResponseCookie extends CookieOptions {
  readonly name: string;
  readonly value: string;
}

/** The cookies that a `NextResponse` sets: its `Set-Cookie` headers, the last of each name. */
export class ResponseCookies {
  readonly #headers: Headers;

  constructor(headers: Headers) {
    this.#headers = headers;
  }

  /** Returns what was set under that name, or undefined. */
  get(name: string | { readonly name: string }): ResponseCookie | undefined {
    const header = this.#current().get(nameOf(name));
    return header === undefined ? undefined : readSetCookie(header);
  }

  getAll(name?: string | { readonly name: string }): ResponseCookie[] {
    const all = [...this.#current().values()].map(readSetCookie);
    return name === undefined ? all : all.filter((cookie) => cookie.name === nameOf(name));
  }

  has(name: string): boolean {
    return this.#current().has(name);
  }

  /**
   * Sets a cookie; an earlier one of that name is replaced.
   * @throws UsageError `invalid-cookie`
   */
  set(name: string, value: string, options?: CookieOptions): this;
  set(cookie: ResponseCookie): this;
  set(first: string | ResponseCookie, text?: string, given: CookieOptions = {}): this {
    const { name, value, ...options } =
      // The overloads give a value with every name; at run time `writeSetCookie` refuses undefined.
      typeof first === "string" ? { ...given, name: first, value: text as string } : first;
    return this.#write(name, writeSetCookie(name, value, options));
  }

  /** Tells the browser to remove a cookie. */
  delete(
    cookie: string | ({ readonly name: string } & Pick<CookieOptions, "path" | "domain">),
  ): this {
    const name = nameOf(cookie);
    return this.#write(name, writeDeletedCookie(name, typeof cookie === "string" ? {} : cookie));
  }

  toString(): string {
    return [...this.#current().values()].join("; ");
  }

  #current(): Map<string, string> {
    return new Map(
      this.#headers.getSetCookie().map((header) => [parseSetCookie(header).name, header]),
    );
  }

  #write(name: string, header: string): this {
    const headers = this.#current();
    headers.delete(name); // so that the new one comes last
    headers.set(name, header);
    this.#headers.delete("set-cookie");
    for (const each of headers.values()) this.#headers.append("set-cookie", each);
    return this;
  }
}

function readSetCookie(header: string): ResponseCookie {
  const { value, domain, path, maxAge, expires, ...rest }: SetCookie = parseSetCookie(header);
  return {
    ...rest,
    value: value ?? "",
    ...(domain === undefined ? {} : { domain }),
    ...(path === undefined ? {} : { path }),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(expires === undefined ? {} : { expires }),
  };
}
