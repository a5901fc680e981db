import type { Mount } from "../../protocol/index.ts";
import { createMemoryCacheStore } from "../../cache/index.ts";
import { maxTagsInAll, patchFetch } from "../../context/index.ts";
import type { AppBuild } from "../../render/index.ts";
import {
  canonicalPath,
  pathOfParams,
  type Route,
  type RouteParams,
  type RouteTable,
} from "../../routing/index.ts";
import { createCallStore } from "../call-store.ts";
import { handleRequest } from "../handle-request.ts";
import type { LogSink } from "../log-sink.ts";
import { resolveServerOptions, type ServerOptions } from "../server-options.ts";
import { createServerRuntime, type ServerRuntime } from "../server-runtime.ts";
import { visitOfNobody } from "./blank-visit.ts";
import { makePage, PageNotKept } from "./make-page.ts";
import { asksToBeKept } from "./may-keep-page.ts";
import { readPageBody, type NoPage } from "./page-body.ts";

/** A page that was made before anybody asked for it. */
export interface AheadPage {
  readonly path: string;
  readonly body: Uint8Array;
  readonly tags: readonly string[];
  /** Milliseconds since 1970; `Infinity` for never. */
  readonly filledAt: number;
  readonly staleAt: number;
  readonly expiresAt: number;
}

/** What became of a route when its pages were to be made ahead. */
export interface PrerenderedRoute {
  readonly pattern: string;
  /** Why each request renders it; undefined where its pages are kept. */
  readonly perRequest?: string;
  /** Seconds; `false` for until they are revalidated. */
  readonly revalidate: number | false;
  /** What `generateStaticParams` lists. */
  readonly listed?: readonly RouteParams[];
  readonly pages: readonly AheadPage[];
  /** Paths that are made at their first request, each with why. */
  readonly notes: readonly string[];
  /** What the build may not go on with. */
  readonly faults: readonly string[];
}

/** What the pages of a build are made with. */
export interface PrerenderOptions extends Pick<ServerOptions, "cacheLife"> {
  /** How the app's addresses are written. */
  readonly mount?: Mount;
  readonly log: LogSink;
}

/** Stands for what is not known before a server starts; a page that has it is made at its first request. */
const unknownOrigin = "http://origin.invalid";
const unknownKid = "unknown-kid";

/** Pages that are made at the same time. */
const atOnce = 8;

/** Makes the pages of a build that their routes ask to be kept, route by route: those without parameters, and those that are listed. */
export async function* prerenderPages(
  app: AppBuild,
  { cacheLife, mount, log }: PrerenderOptions,
): AsyncGenerator<PrerenderedRoute> {
  const key = { kid: unknownKid, secret: crypto.getRandomValues(new Uint8Array(32)) };
  const settings = resolveServerOptions({
    origins: [unknownOrigin],
    keys: { active: key, keys: [key] },
    log,
    ...mount,
    ...(cacheLife === undefined ? {} : { cacheLife }),
  });
  if (!settings.ok) throw new TypeError(settings.error);
  const stores = { store: createCallStore(log), cacheStore: createMemoryCacheStore() };
  const server = createServerRuntime(settings.value, stores, handleRequest);
  patchFetch();
  for (const route of app.routes.routes)
    if (route.kind === "page") yield await prerenderRoute(app, server, route);
  await Promise.allSettled(server.background);
}

async function prerenderRoute(
  app: AppBuild,
  server: ServerRuntime,
  route: Route,
): Promise<PrerenderedRoute> {
  const { pattern, settings } = route;
  const revalidate = settings?.revalidate ?? false;
  const nothing = { pattern, revalidate, pages: [], notes: [], faults: [] };
  if (!asksToBeKept(settings)) return { ...nothing, perRequest: whyPerRequest(route) };
  let listed: readonly RouteParams[] | undefined;
  try {
    listed = await app.listStaticParams?.(route);
  } catch (error) {
    const told = `generateStaticParams() of ${pattern} failed: ${messageOf(error)}`;
    // Without the list nobody knows which pages there are.
    const isFault = settings.dynamicParams === false || isUsage(error);
    return isFault ? { ...nothing, faults: [told] } : { ...nothing, notes: [told] };
  }
  const made = await makeAll(app, server, pathsOf(pattern, listed));
  const reasons = made.flatMap((each) => ("reason" in each ? [each.reason] : []));
  return {
    pattern,
    revalidate,
    ...(listed === undefined ? {} : { listed }),
    ...(reasons[0] !== undefined && reasons.length === made.length
      ? { perRequest: reasons[0] }
      : {}),
    pages: made.flatMap((each) => ("page" in each ? [each.page] : [])),
    notes: made.flatMap((each) => ("note" in each ? [each.note] : [])),
    faults: made.flatMap((each) => ("fault" in each ? [each.fault] : [])),
  };
}

function whyPerRequest({ settings }: Route): string {
  if (settings?.dynamic === "force-dynamic") return 'dynamic = "force-dynamic"';
  return settings?.revalidate === 0 ? "revalidate = 0" : "nothing asks for it to be kept";
}

function pathsOf(pattern: string, listed: readonly RouteParams[] | undefined): string[] {
  const paths = (listed ?? [{}]).flatMap((params) => pathOfParams(pattern, params) ?? []);
  // An address has one spelling: what is another one for a parameter is none of the route's.
  return [...new Set(paths)].filter((path) => {
    const canonical = canonicalPath(path);
    return canonical.ok && canonical.value === path;
  });
}

type Made =
  | { readonly page: AheadPage }
  | NoPage
  | { readonly note: string }
  | { readonly fault: string };

async function makeAll(
  app: AppBuild,
  server: ServerRuntime,
  paths: readonly string[],
): Promise<Made[]> {
  const made: Made[] = [];
  for (let from = 0; from < paths.length; from += atOnce) {
    const some = paths.slice(from, from + atOnce);
    made.push(...(await Promise.all(some.map((path) => makeOne(app, server, path)))));
  }
  return made;
}

async function makeOne(app: AppBuild, server: ServerRuntime, path: string): Promise<Made> {
  const match = server.matcherOf(openTable(app.routes))(path);
  if (match === undefined) return { note: `${path}: another route answers there` };
  const visit = visitOfNobody(app, server, { origin: unknownOrigin, path });
  try {
    const { body, tags, staleAfterMs, expiresAfterMs } = await makePage(visit, match, {
      kind: "document",
    });
    const read = readPageBody(body);
    if (read?.kind !== "page") return { reason: read?.reason ?? "" };
    if (expiresAfterMs === 0) {
      const has = `it has ${tags.length} tags, with those of what it reads; more than ${maxTagsInAll} are not kept`;
      return {
        note: `${path}: ${tags.length > maxTagsInAll ? has : "it is made of what is not kept"}`,
      };
    }
    if (holds(read.bytes, unknownOrigin))
      return { note: `${path}: it names the origin of its server` };
    if (holds(read.bytes, `v1.${unknownKid}.`))
      return { note: `${path}: its actions close over values, which its server seals` };
    const filledAt = Date.now();
    const times = {
      filledAt,
      staleAt: filledAt + staleAfterMs,
      expiresAt: filledAt + expiresAfterMs,
    };
    return { page: { path, body, tags, ...times } };
  } catch (error) {
    if (!(error instanceof PageNotKept)) throw error;
    const { cause, message } = error;
    if (cause === undefined) return { note: `${path}: ${message}` };
    const told = `${path}: ${messageOf(cause)}`;
    return isUsage(cause) ? { fault: told } : { note: told };
  }
}

const openTables = new WeakMap<RouteTable, RouteTable>();

/** The routes of an app as if there were pages for all parameters: which there are is being found out. */
function openTable(table: RouteTable): RouteTable {
  let open = openTables.get(table);
  if (open === undefined) {
    const routes = table.routes.map(({ settings, ...route }) => {
      const { dynamicParams: _, ...others } = settings ?? {};
      return { ...route, settings: others };
    });
    openTables.set(table, (open = { ...table, routes }));
  }
  return open;
}

/** The app's bundle has a class of its own for the error. */
function isUsage(error: unknown): boolean {
  return error instanceof Error && error.name === "UsageError";
}

function holds(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
