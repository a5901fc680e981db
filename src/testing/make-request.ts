import { writeCookieHeader } from "../context/index.ts";

/** What a request is made up from. */
export interface MadeRequest {
  /** Where the visitor is, e.g. `/posts/5?tab=all`. Default: `/`. */
  readonly url?: string;
  /** Beside those that a browser sends with a call. */
  readonly headers?: HeadersInit;
  /** Aborts when the visitor leaves: what `actionSignal()` follows. */
  readonly signal?: AbortSignal;
}

/** How a request is sent, and who sends it. */
export interface Sending {
  readonly method: "GET" | "POST";
  readonly origin: string;
  readonly headers: HeadersInit;
  readonly cookies: ReadonlyMap<string, string>;
  /** Type of the body of a form. */
  readonly contentType?: string;
}

/**
 * Makes up a request of a visitor.
 * @throws TypeError when its URL is none, or another app's
 */
export function makeRequest(made: MadeRequest, sending: Sending): Request {
  const { url = "/", signal } = made;
  const { method, origin, cookies, contentType } = sending;
  if (!URL.canParse(url, origin))
    throw new TypeError(`url: ${JSON.stringify(url)} is neither a path nor a URL.`);
  const address = new URL(url, origin);
  if (address.origin !== new URL(origin).origin)
    throw new TypeError(
      `url: ${JSON.stringify(url)} is not of the app, which is at ${origin}. Give a path, or another origin beside it.`,
    );
  const headers = new Headers(sending.headers);
  for (const [name, value] of new Headers(made.headers)) headers.set(name, value);
  // Browsers send it with every call, and the line asks for it.
  if (method === "POST" && !headers.has("origin")) headers.set("origin", origin);
  if (contentType !== undefined) headers.set("content-type", contentType);
  if (cookies.size > 0) headers.set("cookie", writeCookieHeader(cookies));
  return new Request(address, {
    method,
    headers,
    ...(signal === undefined ? {} : { signal }),
  });
}
