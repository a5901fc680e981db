import { DelegatingRequest } from "../delegating-request.ts";
import type { ServerRequest } from "../server-request.ts";

/** A request as it came, but with other headers. */
export class RequestWithHeaders extends DelegatingRequest {
  readonly #headers: Headers;

  constructor(request: ServerRequest, headers: Headers) {
    super(request);
    this.#headers = headers;
  }

  header(name: string): string | undefined {
    return this.#headers.get(name) ?? undefined;
  }

  headerValues(name: string): readonly string[] {
    const value = this.#headers.get(name);
    return value === null ? [] : [value];
  }

  toHeaders(): Headers {
    return new Headers(this.#headers);
  }
}
