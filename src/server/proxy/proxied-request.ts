import { DelegatingRequest } from "../delegating-request.ts";
import type { ServerRequest } from "../server-request.ts";

/** A request with the headers that `proxy.ts` gave it. Those of our own protocol stay as they came. */
export class ProxiedRequest extends DelegatingRequest {
  readonly #headers: Headers;

  constructor(request: ServerRequest, headers: Headers) {
    super(request);
    this.#headers = headers;
  }

  header(name: string): string | undefined {
    if (isOurs(name)) return this.came.header(name);
    return this.#headers.get(name) ?? undefined;
  }

  headerValues(name: string): readonly string[] {
    if (isOurs(name)) return this.came.headerValues(name);
    const value = this.#headers.get(name);
    return value === null ? [] : [value];
  }

  toHeaders(): Headers {
    return new Headers(this.#headers);
  }
}

function isOurs(name: string): boolean {
  return name.startsWith("edict-");
}
