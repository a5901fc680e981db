import { headerNames, uploadHeader } from "../../protocol/index.ts";
import { DelegatingRequest } from "../delegating-request.ts";
import type { ServerRequest } from "../server-request.ts";

const ours: ReadonlySet<string> = new Set([
  headerNames.action,
  headerNames.build,
  headerNames.call,
  headerNames.page,
  headerNames.segments,
  headerNames.prints,
  uploadHeader,
]);
const prefixes = ["x-edict-", "x-middleware-", "x-nextjs-", "x-invoke-"];
const exact: ReadonlySet<string> = new Set([
  "x-matched-path",
  "x-now-route-matches",
  "x-original-url",
  "x-rewrite-url",
  "next-resume",
]);

/**
 * Hides the headers that only this server or a trusted proxy may set, so that no step, proxy or
 * action can be steered by a visitor who sends them.
 */
export function stripInternal(request: ServerRequest, fromTrustedPeer: boolean): ServerRequest {
  return new StrippedRequest(request, fromTrustedPeer);
}

// First letters of all names that may be internal: most headers need no closer look.
const suspects: ReadonlySet<number> = new Set(
  ["e", "f", "n", "x"].map((letter) => letter.charCodeAt(0)),
);

function isInternal(name: string, fromTrustedPeer: boolean): boolean {
  if (!suspects.has(name.charCodeAt(0))) return false;
  if (name.startsWith("edict-")) return !ours.has(name);
  if (name === "forwarded" || name.startsWith("x-forwarded-")) return !fromTrustedPeer;
  return exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

const noValues: readonly string[] = [];

class StrippedRequest extends DelegatingRequest {
  readonly #fromTrustedPeer: boolean;

  constructor(request: ServerRequest, fromTrustedPeer: boolean) {
    super(request);
    this.#fromTrustedPeer = fromTrustedPeer;
  }

  header(name: string): string | undefined {
    return this.#hides(name) ? undefined : this.came.header(name);
  }

  headerValues(name: string): readonly string[] {
    return this.#hides(name) ? noValues : this.came.headerValues(name);
  }

  toHeaders(): Headers {
    const headers = new Headers();
    for (const [name, value] of this.came.toHeaders())
      if (!this.#hides(name)) headers.append(name, value);
    return headers;
  }

  #hides(name: string): boolean {
    return isInternal(name, this.#fromTrustedPeer);
  }
}
