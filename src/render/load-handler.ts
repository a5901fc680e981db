import { documentFiles, writeDocument, type DocumentKind } from "../metadata/index.ts";
import type { RouteTable } from "../routing/index.ts";
import type { RouteModules } from "./route-modules.ts";

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
  const { document } = routes.routes.find((route) => route.file === file) ?? {};
  return document === undefined ? exports : { GET: () => answerDocument(document, exports, file) };
}

/** Answers with what `robots.ts`, `sitemap.ts` or `manifest.ts` makes. */
async function answerDocument(
  document: DocumentKind,
  { default: make }: Readonly<Record<string, unknown>>,
  file: string,
): Promise<Response> {
  if (typeof make !== "function")
    throw new TypeError(
      `${file} has no function as its default export: export one that returns what is to be written.`,
    );
  const made: unknown = await make();
  // A response that the function made itself is sent as it is.
  if (made instanceof Response) return made;
  const headers = { "content-type": documentFiles[document].type };
  return new Response(writeDocument(document, made), { headers });
}
