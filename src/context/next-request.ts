import { mountedPath, withoutBasePath } from "../protocol/index.ts";
import { RequestCookies } from "./request-cookies.ts";

/** A request as route handlers and `proxy.ts` get it: a `Request` with its URL parsed and its cookies read. */
export class NextRequest extends Request {
  readonly #url: NextUrl;
  #cookies: RequestCookies | undefined;

  constructor(input: string | URL | Request, init: NextRequestInit = {}) {
    const { nextConfig, ...ofRequest } = init;
    super(input instanceof URL ? input.href : input, ofRequest);
    this.#url = new NextUrl(this.url, nextConfig?.basePath);
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

/** What a `NextRequest` is made with. */
export interface NextRequestInit extends RequestInit {
  readonly nextConfig?: { readonly basePath?: string };
}

/** A URL that can be copied. Its `pathname` is the app's own, without `basePath`; `href` is the whole. */
export class NextUrl extends URL {
  readonly basePath: string;

  constructor(url: string, basePath = "") {
    super(url);
    this.basePath = basePath;
  }

  override get pathname(): string {
    const path = super.pathname;
    return withoutBasePath(path, this.basePath) ?? path;
  }

  override set pathname(path: string) {
    super.pathname = mountedPath(path.startsWith("/") ? path : `/${path}`, {
      basePath: this.basePath,
      trailingSlash: false,
    });
  }

  clone(): NextUrl {
    return new NextUrl(this.href, this.basePath);
  }
}
