import type { RequestBody, ServerRequest } from "../server-request.ts";
import { applySetCookies } from "../../context/index.ts";
import { flightType } from "../../protocol/index.ts";
import { runProxy } from "../admit/run-proxy.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { Visit } from "../visit.ts";

/**
 * Asks the app's proxy about a page that the answer of another request may carry, as if the browser came for it: with GET,
 * and with the cookies that it will have. Undefined where the proxy answers by itself, or changes anything but the page
 * that stands behind the URL: then the browser comes, and hears all of it.
 */
export function askForPage(visit: Visit, scope: RequestScope): Visit | Promise<Visit | undefined> {
  if (visit.app.proxy === undefined) return visit;
  const request = new PageVisit(visit.received, scope);
  const passing = runProxy({ ...visit, received: request, request });
  return passing === undefined
    ? visit
    : passing.then((passage) => {
        const answer =
          passage.kind === "answered"
            ? passage.answer
            : passage.finish({ status: 200, headers: [], body: null });
        void answer.afterSent?.();
        if (passage.kind === "answered") return undefined;
        const isAsItCame = passage.visit.request === request && answer.headers.length === 0;
        return isAsItCame ? passage.visit : undefined;
      });
}

/** Headers of the request that brought the call, and of its body: no visit has them. */
const ofTheCall =
  /^(?:edict-.*|next-action|content-.*|transfer-encoding|origin|idempotency-key|if-.*|range)$/;

/** A browser's request for a page, made of the one that is answered. */
class PageVisit implements ServerRequest {
  readonly #request: ServerRequest;
  readonly #headers: Headers;
  readonly method = "GET";
  readonly target: string;
  readonly httpVersion: string;
  readonly body: RequestBody = noBody;

  constructor(request: ServerRequest, { store }: RequestScope) {
    this.#request = request;
    this.target = request.target;
    this.httpVersion = request.httpVersion;
    const headers = new Headers();
    for (const [name, value] of request.toHeaders())
      if (!ofTheCall.test(name)) headers.append(name, value);
    headers.set("accept", flightType);
    const written = Array.from(store.pendingCookies.values(), ({ header }) => header);
    applySetCookies(headers, written, Date.now());
    this.#headers = headers;
  }

  get peer(): string | undefined {
    return this.#request.peer;
  }

  get encrypted(): boolean {
    return this.#request.encrypted;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
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

const noBody: RequestBody = {
  listen: (_onChunk, onEnd) => onEnd(true),
  cancel: () => undefined,
  async *[Symbol.asyncIterator]() {
    // A visit sends nothing.
  },
};
