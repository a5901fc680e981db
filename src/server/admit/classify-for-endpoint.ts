import { headerNames } from "../../protocol/index.ts";
import type { ServerRequest } from "../server-request.ts";
import { asksForUpgrade, type RequestKind } from "./classify-request.ts";

/** Tells what a request asks of an app without pages: a call at its one path, or nothing of it. `path` is canonical, without `basePath`. */
export function classifyForEndpoint(
  request: ServerRequest,
  path: string,
  endpoint: string,
): RequestKind {
  if (path !== endpoint) return { kind: "elsewhere" };
  const { method } = request;
  const callsAction = request.header(headerNames.action) !== undefined;
  if (asksForUpgrade(request, callsAction)) return { kind: "upgrade" };
  if (method === "POST")
    return callsAction
      ? { kind: "call", match: undefined }
      : { kind: "malformed", reason: `a post without ${headerNames.action}` };
  if (callsAction) return { kind: "wrong-method", allow: "POST" };
  if (method === "OPTIONS") return { kind: "options", allow: "POST, OPTIONS" };
  // Whoever looks here with a browser is served by the host, as everywhere else.
  return { kind: "elsewhere" };
}
