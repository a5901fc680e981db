import type { RequestBody, ServerRequest } from "../server-request.ts";

/** A request with the headers that `proxy.ts` gave it. Those of our own protocol stay as they came. */
export class ProxiedRequest implements ServerRequest {
  readonly #request: ServerRequest;
  readonly #headers: Headers;
  readonly method: string;
  readonly target: string;
  readonly httpVersion: string;

  constructor(request: ServerRequest, headers: Headers) {
    this.#request = request;
    this.#headers = headers;
    this.method = request.method;
    this.target = request.target;
    this.httpVersion = request.httpVersion;
  }

  get peer(): string | undefined {
    return this.#request.peer;
  }

  get encrypted(): boolean {
    return this.#request.encrypted;
  }

  get body(): RequestBody {
    return this.#request.body;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  header(name: string): string | undefined {
    if (isOurs(name)) return this.#request.header(name);
    return this.#headers.get(name) ?? undefined;
  }

  headerValues(name: string): readonly string[] {
    if (isOurs(name)) return this.#request.headerValues(name);
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
