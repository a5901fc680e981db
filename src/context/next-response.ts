import { nextAnswerHeaders, rewriteAnswerHeaders, type ProxyInit } from "./proxy-answer.ts";
import { ResponseCookies } from "./response-cookies.ts";
import { quoteValue, UsageError } from "./usage-error.ts";

/** A response with cookies, and the answers that `proxy.ts` gives. */
export class NextResponse<Body = unknown> extends Response {
  #cookies: ResponseCookies | undefined;
  /** Only types see it: what `json()` was given. */
  declare readonly _body?: Body;

  /** The cookies this response sets. */
  get cookies(): ResponseCookies {
    return (this.#cookies ??= new ResponseCookies(this.headers));
  }

  /** Answers with `body` as JSON. */
  static override json<Data>(body: Data, init?: ResponseInit): NextResponse<Data> {
    const { body: text, status, statusText, headers } = Response.json(body, init);
    return new NextResponse<Data>(text, { status, statusText, headers });
  }

  /**
   * Sends the visitor to an absolute URL; status 307 unless another is given.
   * @throws UsageError `invalid-response-url` for a path, RangeError for a status that is no redirect
   * @example NextResponse.redirect(new URL("/login", request.url))
   */
  static override redirect(url: string | URL, init?: number | ResponseInit): NextResponse {
    const status = (typeof init === "object" ? init.status : init) ?? 307;
    if (![301, 302, 303, 307, 308].includes(status))
      throw new RangeError(`${status} is no status of a redirect: use 301, 302, 303, 307 or 308.`);
    const headers = new Headers(typeof init === "object" ? init.headers : undefined);
    headers.set("location", absoluteUrl("redirect", url));
    return new NextResponse(null, { ...(typeof init === "object" ? init : {}), status, headers });
  }

  /**
   * Lets `proxy.ts` answer with another page of the app, or of another server, under the visitor's URL.
   * @throws UsageError `invalid-response-url` for a path
   */
  static rewrite(url: string | URL, init: ProxyInit = {}): NextResponse {
    const headers = rewriteAnswerHeaders(absoluteUrl("rewrite", url), init);
    return new NextResponse(null, { ...responseInit(init), headers });
  }

  /** Lets the request through `proxy.ts`, with other request headers where `init.request.headers` are given. */
  static next(init: ProxyInit = {}): NextResponse {
    return new NextResponse(null, { ...responseInit(init), headers: nextAnswerHeaders(init) });
  }
}

function responseInit({ status, statusText }: ProxyInit): ResponseInit {
  return {
    ...(status === undefined ? {} : { status }),
    ...(statusText === undefined ? {} : { statusText }),
  };
}

function absoluteUrl(method: string, url: string | URL): string {
  const text = String(url);
  if (URL.canParse(text)) return new URL(text).href;
  throw new UsageError(
    "invalid-response-url",
    `NextResponse.${method}() was given ${quoteValue(text)}, which is not an absolute URL. ` +
      'Write new URL("/path", request.url), or change a request.nextUrl.clone().',
  );
}
