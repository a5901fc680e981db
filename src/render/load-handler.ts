import { holdsTag } from "../base/index.ts";
import { documentFiles, writeDocument, type ServedKind } from "../metadata/index.ts";
import type { RouteParams, RouteTable } from "../routing/index.ts";
import type { RouteModules } from "./route-modules.ts";
import { readStaticModule, type StaticModule } from "./static-module.ts";

/** Where handlers are loaded from. */
export interface HandlerSource {
  readonly modules: RouteModules;
  readonly routes: RouteTable;
}

/** Loads what a handler's file exports; `robots.ts` and its like become the handler that writes them. */
export async function loadHandler(
  { modules, routes }: HandlerSource,
  file: string,
): Promise<Readonly<Record<string, unknown>>> {
  const module = modules[file];
  if (module === undefined) throw new Error(`${file} is in the route table, but not in the build`);
  const exports = await module.load();
  const { served } = routes.routes.find((route) => route.file === file) ?? {};
  if (served === undefined) return exports;
  if (served.isStatic)
    return { GET: (request: Request) => sendFile(readStaticModule(exports, file), request) };
  return {
    GET: (_request: Request, { params }: HandlerContext) =>
      answerMade({ exports, file, kind: served.kind }, params),
  };
}

interface HandlerContext {
  readonly params: Promise<RouteParams>;
}

interface MadeFile {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly file: string;
  readonly kind: ServedKind;
}

/** Exports by which Next makes several files of one. */
const several = ["generateSitemaps", "generateImageMetadata"] as const;

/** Answers with what the code of `robots.ts`, `icon.tsx` and their like makes. */
async function answerMade(
  { exports, file, kind }: MadeFile,
  params: Promise<RouteParams>,
): Promise<Response> {
  const make = exports["default"];
  if (typeof make !== "function")
    throw new TypeError(
      `${file} has no function as its default export: export one that returns what is to be written.`,
    );
  const unknown = several.find((name) => name in exports);
  if (unknown !== undefined)
    throw new TypeError(
      `${file} exports ${unknown}, which makes several files of one. Write a file for each, or a route.ts.`,
    );
  const made: unknown = await make({ params });
  // A response that the function made itself is sent as it is.
  if (made instanceof Response) return made;
  const document = documentFiles.get(kind);
  if (document === undefined)
    throw new TypeError(`${file} returned no Response, which a picture is sent as.`);
  const headers = { "content-type": document.type };
  return new Response(writeDocument(document.kind, made), { headers });
}

/** Sends a file of `app/` that the build has taken in. Under its address with the hash it stays the same. */
function sendFile({ bytes, type, hash }: StaticModule, request: Request): Response {
  const isNamed = new URL(request.url).search === `?${hash}`;
  const etag = `"${hash}"`;
  const headers = {
    "content-type": type,
    "cache-control": `public, max-age=${isNamed ? "31536000, immutable" : "0, must-revalidate"}`,
    etag,
  };
  if (holdsTag(request.headers.get("if-none-match") ?? undefined, etag))
    return new Response(null, { status: 304, headers });
  return new Response(Buffer.from(bytes, "base64"), { headers });
}
