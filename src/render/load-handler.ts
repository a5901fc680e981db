import { holdsTag } from "../base/index.ts";
import { documentFiles, writeDocument } from "../metadata/index.ts";
import {
  severalParam,
  type RouteParams,
  type RouteTable,
  type ServedRoute,
} from "../routing/index.ts";
import { listSeveral, severalName, type SeveralModule } from "./list-several.ts";
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
  const made = { exports, file, ...served };
  if (served.isSeveral !== true && severalName(served.kind) in exports) throw unseen(made);
  return {
    GET: (_request: Request, { params }: HandlerContext) =>
      served.isSeveral === true ? answerOneOf(made, params) : answerMade(made, { params }),
  };
}

/** Where the files are is known before anything runs: by the names that the file itself says. */
function unseen({ file, kind }: SeveralModule): TypeError {
  const name = severalName(kind);
  return new TypeError(
    `${file} exports ${name} by \`export *\`, which does not say so before it runs: write \`export { ${name} } from …\`.`,
  );
}

interface HandlerContext {
  readonly params: Promise<RouteParams>;
}

interface MadeFile extends SeveralModule, ServedRoute {}

/** What the code of a file is called with. */
interface MadeProps {
  readonly params: Promise<RouteParams>;
  /** Which of several it makes. */
  readonly id?: Promise<string>;
}

/** Answers with one of several files, by the last part of the address. */
async function answerOneOf(made: MadeFile, params: Promise<RouteParams>): Promise<Response> {
  const { [severalParam]: last, ...own } = await params;
  const known = await listSeveral(made, own);
  const wanted = known?.find(({ id }) => last === (made.kind === "sitemap" ? `${id}.xml` : id));
  if (wanted === undefined) return new Response("Not Found", { status: 404 });
  return answerMade(made, { params: Promise.resolve(own), id: Promise.resolve(wanted.id) });
}

/** Answers with what the code of `robots.ts`, `icon.tsx` and their like makes. */
async function answerMade({ exports, file, kind }: MadeFile, props: MadeProps): Promise<Response> {
  const make = exports["default"];
  if (typeof make !== "function")
    throw new TypeError(
      `${file} has no function as its default export: export one that returns what is to be written.`,
    );
  const made: unknown = await make(props);
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
