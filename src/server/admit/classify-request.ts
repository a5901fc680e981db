import { flightType, headerNames, readSegmentTree } from "../../protocol/index.ts";
import type { RouteMatch, RouteMatcher } from "../../routing/index.ts";
import type { ServerRequest } from "../server-request.ts";
import type { StaticFile, StaticFiles } from "../static-files.ts";

/** What a request asks for. `match` is undefined where no route has the path: its page is `not-found`. */
export type RequestKind =
  | { readonly kind: "call" | "form" | "page"; readonly match: RouteMatch | undefined }
  | {
      readonly kind: "segments";
      readonly match: RouteMatch | undefined;
      /** Keys of the segments that the browser holds. */
      readonly have: readonly string[];
    }
  | { readonly kind: "handler"; readonly match: RouteMatch }
  | { readonly kind: "asset"; readonly asset: StaticFile }
  /** Nothing of this app. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "malformed"; readonly reason: string }
  /** The method does not fit what the path names; `allow` lists those that do. */
  | { readonly kind: "wrong-method"; readonly allow: string }
  | { readonly kind: "options"; readonly allow: string }
  | { readonly kind: "upgrade" };

/** The methods of a page; POST is an action or nothing. */
const pageMethods = "GET, HEAD, POST, OPTIONS";

/** Tells what a request asks for, from its method, path and headers alone. `path` is canonical, without `basePath`. */
export function classifyRequest(
  request: ServerRequest,
  path: string,
  matchPath: RouteMatcher,
  assets: StaticFiles,
): RequestKind {
  const { method } = request;
  const callsAction = request.header(headerNames.action) !== undefined;
  if (asksForUpgrade(request, callsAction)) return { kind: "upgrade" };
  if (callsAction && method !== "POST") return { kind: "wrong-method", allow: "POST" };
  const asset = assets.get(path);
  if (asset !== undefined) return classifyAsset(method, asset);
  const match = matchPath(path);
  if (match?.route.kind === "handler")
    return callsAction ? { kind: "wrong-method", allow: "" } : { kind: "handler", match };
  if (callsAction) return { kind: "call", match };
  if (method === "GET" || method === "HEAD") return classifyView(request, match);
  if (method === "POST") return classifyPost(request, match);
  return { kind: method === "OPTIONS" ? "options" : "wrong-method", allow: pageMethods };
}

/** Nothing here speaks WebSocket; other upgrades may be ignored (RFC 9110, 7.8), but not together with an action. */
export function asksForUpgrade(request: ServerRequest, callsAction: boolean): boolean {
  const upgrade = request.header("upgrade");
  if (upgrade === undefined) return false;
  return callsAction || /websocket/i.test(upgrade);
}

function classifyAsset(method: string, asset: StaticFile): RequestKind {
  if (method === "GET" || method === "HEAD") return { kind: "asset", asset };
  return { kind: "wrong-method", allow: "GET, HEAD" };
}

function classifyView(request: ServerRequest, match: RouteMatch | undefined): RequestKind {
  const held = request.header(headerNames.segments);
  if (held === undefined || !wantsFlight(request)) return { kind: "page", match };
  const have = readSegmentKeys(held);
  if (have === undefined)
    return { kind: "malformed", reason: `bad ${headerNames.segments} header` };
  return { kind: "segments", match, have };
}

function classifyPost(request: ServerRequest, match: RouteMatch | undefined): RequestKind {
  // The browser's runtime alone asks for Flight with a POST, and it always names the action.
  if (wantsFlight(request) || request.header(headerNames.call) !== undefined)
    return { kind: "malformed", reason: `a call without ${headerNames.action}` };
  const type = request.header("content-type");
  // The three types a foreign page can post without being asked first: each must pass the origin check.
  if (
    type !== undefined &&
    /^\s*(?:multipart\/|application\/x-www-form-urlencoded|text\/plain)/i.test(type)
  )
    return { kind: "form", match };
  return { kind: "page", match };
}

function wantsFlight(request: ServerRequest): boolean {
  return request.header("accept")?.includes(flightType) ?? false;
}

/** Reads the keys of an `edict-segments` header; undefined when it is not ours. */
export function readSegmentKeys(header: string): readonly string[] | undefined {
  if (header === "") return [];
  try {
    const keys = header.split(",").map((key) => decodeURIComponent(key.trim()));
    return readSegmentTree(keys) === undefined ? undefined : keys;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
