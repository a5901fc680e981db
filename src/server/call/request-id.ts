import { randomUUID } from "node:crypto";
import type { ServerRequest } from "../server-request.ts";
import type { Visit } from "../visit.ts";

/** Names a request in the log: as a trusted proxy did, else by a UUID, the same one each time. */
export function requestIdOf({ givenId, received }: Pick<Visit, "givenId" | "received">): string {
  if (givenId !== undefined) return givenId;
  let id = made.get(received);
  if (id === undefined) made.set(received, (id = randomUUID()));
  return id;
}

/** Few requests fail: their names are made when they do. */
const made = new WeakMap<ServerRequest, string>();

/** What stands in the log as it is, whoever sent it. */
const wellFormed = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/** Reads the name that a trusted proxy gave a request, `x-request-id`; undefined where there is none, or it is not one. */
export function readRequestId(
  request: ServerRequest,
  fromTrustedPeer: boolean,
): string | undefined {
  const given = fromTrustedPeer ? request.header("x-request-id") : undefined;
  return given !== undefined && wellFormed.test(given) ? given : undefined;
}
