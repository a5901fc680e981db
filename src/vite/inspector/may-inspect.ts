import type { IncomingMessage } from "node:http";
import { isLoopback } from "../../server/index.ts";

/** Why somebody may not see the page of the calls, as an answer. */
export interface InspectorRefusal {
  readonly status: 403 | 405;
  readonly sentence: string;
}

/** What is looked at of a request. */
export type InspectingRequest = Pick<IncomingMessage, "method" | "headers"> & {
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress" | "localPort">;
};

/**
 * Tells whether a request may see the last calls: one of a browser on this machine that asks this server by its own name,
 * for a page of it. Another site cannot read it, nor can a name that was made to point here, nor whoever comes by a proxy.
 */
export function refuseInspection(request: InspectingRequest): InspectorRefusal | undefined {
  const { method, headers, socket } = request;
  if (method !== "GET" && method !== "HEAD")
    return { status: 405, sentence: "This page is only looked at: GET." };
  if (!isLoopback(addressOf(socket.remoteAddress)))
    return no("It is shown on the machine that the server runs on.");
  if (Object.keys(headers).some((name) => name === "forwarded" || name.startsWith("x-forwarded-")))
    return no("It is shown to nobody who comes by a proxy.");
  if (!isOwnHost(headers.host, socket.localPort))
    return no("It is shown at the server's own address on this machine, such as localhost.");
  if (isFromElsewhere(headers)) return no("Another site asked for it.");
  return undefined;
}

function no(sentence: string): InspectorRefusal {
  return { status: 403, sentence };
}

/** An IPv4 address as sockets of IPv6 write it is that address. */
function addressOf(address = ""): string {
  return address.replace(/^::ffff:/i, "");
}

function isOwnHost(host: string | undefined, port: number | undefined): boolean {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`))
    return false;
  const url = new URL(`http://${host}`);
  return isLoopback(url.hostname) && url.port === (port === 80 ? "" : String(port));
}

/** A link may lead here; what a page of another site loads may not. */
function isFromElsewhere(headers: IncomingMessage["headers"]): boolean {
  const site = headers["sec-fetch-site"];
  const isFollowed =
    headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  const isOwn = site === undefined || site === "same-origin" || site === "none" || isFollowed;
  return !isOwn || (headers.origin !== undefined && headers.origin !== `http://${headers.host}`);
}
