import { RequestCookies } from "./request-cookies.ts";

/** A request as route handlers and `proxy.ts` get it: a `Request` with its URL parsed and its cookies read. */
export class NextRequest extends Request {
  readonly #url: NextUrl;
  #cookies: RequestCookies | undefined;

  constructor(input: string | URL | Request, init?: RequestInit) {
    super(input instanceof URL ? input.href : input, init);
    this.#url = new NextUrl(this.url);
  }

  /** The URL, which code may change and hand to `NextResponse.rewrite()` or `redirect()`; the request stays as it is. */
  get nextUrl(): NextUrl {
    return this.#url;
  }

  /** The cookies; changing them changes the request's `Cookie` header. */
  get cookies(): RequestCookies {
    return (this.#cookies ??= new RequestCookies(this.headers));
  }
}

/** A URL that can be copied. */
export class NextUrl extends URL {
  clone(): NextUrl {
    return new NextUrl(this.href);
  }
}
