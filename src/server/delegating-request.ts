import type { RequestBody, ServerRequest } from "./server-request.ts";

/** A request as it came, but for what a subclass makes of its headers. */
export abstract class DelegatingRequest implements ServerRequest {
  protected readonly came: ServerRequest;
  readonly method: string;
  readonly target: string;

  constructor(came: ServerRequest) {
    this.came = came;
    this.method = came.method;
    this.target = came.target;
  }

  abstract header(name: string): string | undefined;
  abstract headerValues(name: string): readonly string[];
  abstract toHeaders(): Headers;

  get httpVersion(): string {
    return this.came.httpVersion;
  }

  get peer(): string | undefined {
    return this.came.peer;
  }

  get encrypted(): boolean {
    return this.came.encrypted;
  }

  get body(): RequestBody {
    return this.came.body;
  }

  get signal(): AbortSignal {
    return this.came.signal;
  }
}
