import { CookieReader, nameOf } from "./cookie-reader.ts";
import {
  readCookieHeader,
  writeCookieHeader,
  writeDeletedCookie,
  writeSetCookie,
  type CookieOptions,
} from "./cookie-syntax.ts";
import type { PendingCookie, RequestStore } from "./request-store.ts";
import { requirePhase } from "./require-phase.ts";

/** Attributes of a cookie that an action, a handler or the proxy writes. */
export interface WriteOptions extends CookieOptions {
  /** `false` writes the cookie without rendering the page again. Default: true. */
  readonly revalidate?: boolean;
}

/** A cookie to write, in one object. */
export interface CookieToSet extends WriteOptions {
  readonly name: string;
  readonly value: string;
}

/** A cookie to remove, with the path and domain it was set with. */
export interface CookieToDelete extends Pick<WriteOptions, "path" | "domain" | "revalidate"> {
  readonly name: string;
}

/** The cookies of a request together with those its answer will set: what was written is what is read. */
export class CookieJar extends CookieReader {
  readonly #store: RequestStore;
  #sent: Map<string, string> | undefined;

  constructor(store: RequestStore) {
    super();
    this.#store = store;
  }

  /**
   * Sets a cookie with the answer.
   * @throws UsageError `wrong-phase` while a page is rendered, `invalid-cookie`
   * @example (await cookies()).set("theme", "dark", { maxAge: 31_536_000 })
   */
  set(name: string, value: string, options?: WriteOptions): this;
  set(cookie: CookieToSet): this;
  set(first: string | CookieToSet, text?: string, given: WriteOptions = {}): this {
    const { name, value, ...options } =
      // The overloads give a value with every name; at run time `writeSetCookie` refuses undefined.
      typeof first === "string" ? { ...given, name: first, value: text as string } : first;
    this.#requireWritable("set");
    const header = writeSetCookie(name, value, options);
    return this.#write({ name, header, value }, options.revalidate);
  }

  /**
   * Removes a cookie with the answer.
   * @throws UsageError `wrong-phase` while a page is rendered
   */
  delete(cookie: string | CookieToDelete): this {
    this.#requireWritable("delete");
    const name = nameOf(cookie);
    const options: Omit<CookieToDelete, "name"> = typeof cookie === "string" ? {} : cookie;
    const header = writeDeletedCookie(name, options);
    return this.#write({ name, header, value: undefined }, options.revalidate);
  }

  /** Returns the cookies as a `Cookie` header. */
  override toString(): string {
    return writeCookieHeader(this.current());
  }

  protected override current(): ReadonlyMap<string, string> {
    const sent = (this.#sent ??= readCookieHeader(this.#store.cookieHeader));
    const { pendingCookies } = this.#store;
    if (pendingCookies.size === 0) return sent;
    const merged = new Map(sent);
    for (const { name, value } of pendingCookies.values())
      if (value === undefined) merged.delete(name);
      else merged.set(name, value);
    return merged;
  }

  #write(cookie: PendingCookie, revalidate: boolean | undefined): this {
    this.#store.pendingCookies.set(cookie.name, cookie);
    if (revalidate !== false)
      this.#store.revalidations.push({ kind: "cookie", target: cookie.name });
    return this;
  }

  #requireWritable(method: "set" | "delete"): void {
    requirePhase(
      this.#store,
      `cookies().${method}()`,
      ["action", "handler", "proxy"],
      "The headers of the answer, which carry cookies, may be on their way by then.",
    );
  }
}
