/** What `NextResponse.next()` and `rewrite()` take beside the URL. */
export interface ProxyInit extends ResponseInit {
  readonly request?: {
    /** All headers the page shall see in place of the request's own. */
    readonly headers?: Headers;
  };
}

/** What `proxy.ts` decided. `headers` go out with whatever answer is made in the end. */
export type ProxyAnswer =
  | {
      readonly kind: "next";
      readonly headers: Headers;
      /** Replace those of the request. */
      readonly requestHeaders?: Headers;
    }
  | {
      readonly kind: "rewrite";
      /** Absolute. */
      readonly url: string;
      readonly headers: Headers;
      readonly requestHeaders?: Headers;
    }
  | { readonly kind: "respond"; readonly response: Response };

// The App Router's own spelling: libraries for sessions and languages read and copy these headers.
const nextHeader = "x-middleware-next";
const rewriteHeader = "x-middleware-rewrite";
const overrideHeader = "x-middleware-override-headers";
const requestPrefix = "x-middleware-request-";

/** Writes the headers of a response that lets the request through. */
export function nextAnswerHeaders(init: ProxyInit): Headers {
  const headers = overridden(init);
  headers.set(nextHeader, "1");
  return headers;
}

/** Writes the headers of a response that stands for another URL. */
export function rewriteAnswerHeaders(url: string, init: ProxyInit): Headers {
  const headers = overridden(init);
  headers.set(rewriteHeader, url);
  return headers;
}

/** Reads what `proxy.ts` returned; nothing at all lets the request through. No header of the wire between the two is left in `headers`. */
export function readProxyAnswer(response: Response | undefined): ProxyAnswer {
  if (response === undefined) return { kind: "next", headers: new Headers() };
  const url = response.headers.get(rewriteHeader);
  if (url === null && !response.headers.has(nextHeader)) return { kind: "respond", response };
  const requestHeaders = readOverride(response.headers);
  const headers = withoutWire(response.headers);
  const shared = { headers, ...(requestHeaders === undefined ? {} : { requestHeaders }) };
  return url === null ? { kind: "next", ...shared } : { kind: "rewrite", url, ...shared };
}

function overridden({ headers, request }: ProxyInit): Headers {
  const answer = new Headers(headers);
  if (request?.headers === undefined) return answer;
  const names: string[] = [];
  for (const [name, value] of request.headers) {
    names.push(name);
    answer.set(requestPrefix + name, value);
  }
  answer.set(overrideHeader, names.join(","));
  return answer;
}

function readOverride(headers: Headers): Headers | undefined {
  const names = headers.get(overrideHeader);
  if (names === null) return undefined;
  const request = new Headers();
  for (const name of names.split(",")) {
    const value = headers.get(requestPrefix + name.trim());
    if (value !== null) request.set(name.trim(), value);
  }
  return request;
}

function withoutWire(headers: Headers): Headers {
  const left = new Headers();
  for (const [name, value] of headers)
    if (!name.startsWith("x-middleware-")) left.append(name, value);
  return left;
}
