import type { Target } from "./threat-server.ts";

/** A request as a row writes it; what is not named is that of a good call of a page of the app. */
export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  readonly version?: string;
  /** By name; several values are several lines, and undefined leaves a header out. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** A string is written in UTF-8. */
  readonly body?: string | Uint8Array;
  /** Lines of the head as they are, each with its end, behind the headers. */
  readonly rawLines?: string;
}

/** The call that a hydrated page makes of an action; `args` as React writes plain JSON. */
export interface RawCall extends RawRequest {
  /** Default: `unlock`, of the file that nobody else loads. */
  readonly action?: string;
  readonly args?: readonly unknown[];
}

/** Writes a request with exactly these headers, `Host` and the body's length among them unless they are named. */
export function requestTo(target: Target, request: RawRequest): Buffer {
  const body = Buffer.from(request.body ?? "");
  const framed =
    request.body === undefined || declaresLength(request)
      ? {}
      : { "Content-Length": String(body.length) };
  const headers = { Host: target.host, Connection: "close", ...framed, ...request.headers };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (value === undefined ? [] : typeof value === "string" ? [value] : value).map(
      (one) => `${name}: ${one}\r\n`,
    ),
  );
  const { method = "GET", target: path = "/", version = "1.1", rawLines = "" } = request;
  const head = `${method} ${path} HTTP/${version}\r\n${lines.join("")}${rawLines}\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

/** Writes a call of an action. */
export function callTo(target: Target, call: RawCall = {}): Buffer {
  const { action = "unlock", args = [], ...request } = call;
  return requestTo(target, {
    method: "POST",
    body: JSON.stringify(args),
    ...request,
    headers: {
      Origin: target.origin,
      "Sec-Fetch-Site": "same-origin",
      "Content-Type": "text/plain;charset=UTF-8",
      Accept: "text/x-component",
      "Edict-Action": target.idOf(action),
      "Edict-Build": target.build,
      "Edict-Page": "/",
      ...request.headers,
    },
  });
}

/** A part of a multipart body: its headers without the blank line, and its bytes. */
export interface RawPart {
  readonly head: string;
  readonly body: string | Uint8Array;
}

export const boundary = "----threatboundary";

/** Writes a multipart body, as browsers frame it. */
export function multipart(parts: readonly RawPart[]): Buffer {
  const pieces = parts.flatMap(({ head, body }) => [
    Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** A field of a form. */
export function field(name: string, value: string): RawPart {
  return { head: `Content-Disposition: form-data; name="${name}"`, body: value };
}

/** A file of a form. */
export function file(name: string, fileName: string, body: string | Uint8Array): RawPart {
  return {
    head: `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: application/octet-stream`,
    body,
  };
}

/** Writes a call whose arguments come in parts. */
export function partsTo(target: Target, parts: readonly RawPart[], call: RawCall = {}): Buffer {
  return callTo(target, {
    body: multipart(parts),
    ...call,
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}`, ...call.headers },
  });
}

/** Writes the post of a form without JavaScript. */
export function formTo(
  target: Target,
  parts: readonly RawPart[],
  request: RawRequest = {},
): Buffer {
  return requestTo(target, {
    method: "POST",
    body: multipart(parts),
    ...request,
    headers: {
      Origin: target.origin,
      "Sec-Fetch-Site": "same-origin",
      "Content-Type": `multipart/form-data; boundary=${boundary}`,
      Accept: "text/html",
      ...request.headers,
    },
  });
}

function declaresLength({ headers = {} }: RawRequest): boolean {
  return Object.keys(headers).some((name) => /^(?:content-length|transfer-encoding)$/i.test(name));
}
