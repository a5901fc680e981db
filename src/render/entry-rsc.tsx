import { renderToPipeableStream } from "@vitejs/plugin-rsc/rsc/server.node";
import type { ReactNode } from "react";
import { searchToRead } from "../context/index.ts";
import {
  mountedPath,
  wireVersion,
  type AnswerPayload,
  type PagePayload,
  type SegmentElements,
} from "../protocol/index.ts";
import {
  planSegments,
  withListedParams,
  type Route,
  type RouteParams,
  type RouteTable,
  type SegmentPlan,
} from "../routing/index.ts";
import type { AppBuild, HtmlOptions, PageRequest, RenderedHtml, Renderer } from "./app-build.ts";
import type { DocumentInput } from "./entry-ssr.tsx";
import { cachedFlight } from "./cached-flight.ts";
import { loadedOnce, loadOnce, modulesLoadedOnce } from "./loaded-once.ts";
import { listStaticParams } from "./list-static-params.ts";
import { loadHandler } from "./load-handler.ts";
import { listBoundaries } from "./boundaries.tsx";
import { MetadataTags, readMetadata } from "./collect-metadata.tsx";
import { rootLayoutOf, routeElements } from "./route-element.tsx";
import type { RouteModules } from "./route-modules.ts";
import { searchParamsOf } from "./search-params.ts";
import { toFlight } from "./to-flight.ts";
import { unmatchedRoute } from "./unmatched-route.ts";

/** What the bundle's generated entry knows of the app. */
export interface AppSource {
  readonly buildId: string;
  readonly mode: AppBuild["mode"];
  readonly routes: RouteTable;
  /** What `generateStaticParams` gave when the app was built, by pattern; absent in development. */
  readonly staticParams?: Readonly<Record<string, readonly RouteParams[]>>;
  readonly modules: RouteModules;
  readonly actions: AppBuild["actions"];
  readonly proxy?: AppBuild["proxy"];
  /** Loads `instrumentation.ts`; absent where the app has none. */
  readonly loadInstrumentation?: () => Promise<Readonly<Record<string, unknown>>>;
  /** Loads `entry-ssr` in the environment without the `react-server` condition. */
  readonly loadDocumentRenderer: () => Promise<{
    readonly renderDocument: (input: DocumentInput) => Promise<RenderedHtml>;
  }>;
}

/** Makes the build that a server serves, inside the app's `rsc` bundle. */
export function createAppBuild(given: AppSource): AppBuild {
  const source = given.mode === "production" ? loadingOnce(given) : given;
  return Object.freeze({
    buildId: source.buildId,
    mode: source.mode,
    actions: loadedOnce(source.actions),
    routes:
      source.staticParams === undefined
        ? source.routes
        : withListedParams(source.routes, source.staticParams),
    listStaticParams: (route: Route) => listStaticParams(source.modules, route),
    ...(source.proxy === undefined ? {} : { proxy: source.proxy }),
    loadHandler: (file: string) => loadHandler(source, file),
    renderer: createRenderer(source),
    register: async () => {
      const register = (await source.loadInstrumentation?.())?.["register"];
      if (typeof register === "function") await register();
    },
    ...tellingErrors(source),
  });
}

/** In development a file is another one once it was saved; a build never changes. */
function loadingOnce(source: AppSource): AppSource {
  return {
    ...source,
    modules: modulesLoadedOnce(source.modules),
    loadDocumentRenderer: loadOnce(source.loadDocumentRenderer),
  };
}

function tellingErrors({ loadInstrumentation }: AppSource): Pick<AppBuild, "onRequestError"> {
  if (loadInstrumentation === undefined) return {};
  return {
    onRequestError: async (...told) => {
      const tell = (await loadInstrumentation())["onRequestError"];
      if (typeof tell === "function") await Reflect.apply(tell, undefined, told);
    },
  };
}

function createRenderer(source: AppSource): Renderer {
  const build = `${source.buildId}.${wireVersion}`;
  const pagePayload = async (made: PlannedPage): Promise<PagePayload<ReactNode>> => ({
    build,
    ...(await pageParts(source, made)),
    ...(await globalErrorOf(source)),
  });
  return {
    cachedFlight,
    renderSegments: async (page, options) =>
      toFlight(renderToPipeableStream, await pagePayload(planPage(source, page)), options),
    renderAnswer: async (answer, options) => {
      const { outcome, location, page } = answer;
      const payload: AnswerPayload<ReactNode> = {
        outcome,
        build,
        ...(location === undefined ? {} : { location }),
        ...(page === undefined ? {} : await pageParts(source, planPage(source, page))),
      };
      return toFlight(renderToPipeableStream, payload, options);
    },
    renderHtml: async (page, options) => {
      const made = planDocument(source, page);
      const payload = await pagePayload(made);
      const formState = options.formState ?? null;
      const digests = new Set<string>();
      const onError = (error: unknown): string => {
        const digest = options.onError(error);
        digests.add(digest);
        return digest;
      };
      const flight = toFlight(
        renderToPipeableStream,
        { ...payload, formState },
        { ...options, onError },
      );
      const { renderDocument } = await source.loadDocumentRenderer();
      return renderDocument({ ...documentInput(source, made, options), flight, digests });
    },
  };
}

/** A page, and what of it is sent. */
interface PlannedPage {
  readonly page: PageRequest;
  readonly pattern: string;
  readonly plan: SegmentPlan;
}

function planPage(source: AppSource, page: PageRequest): PlannedPage {
  const match = page.match ?? unmatchedRoute(source.routes);
  return { page, pattern: match.route.pattern, plan: planSegments(match, page.have ?? []) };
}

/** Plans a whole document: a layout with nothing to show in one of its places makes it one that is not found. */
function planDocument(source: AppSource, page: PageRequest): PlannedPage {
  const planned = planPage(source, page);
  const isWhole = planned.plan.segments.every(({ shows }) => shows.kind !== "missing");
  return isWhole ? planned : planPage(source, { ...page, match: undefined });
}

async function pageParts(
  { modules }: AppSource,
  { page, pattern, plan }: PlannedPage,
): Promise<Pick<PagePayload<ReactNode>, "route" | "segments" | "head">> {
  const searchParams = searchToRead(searchParamsOf(page.search));
  const url = mountedPath(page.shownUrl ?? page.path + page.search, page.mount);
  const path = url.replace(/\?.*/, "");
  const metadata = readMetadata({ plan, modules, searchParams, path, mount: page.mount });
  const root = rootLayoutOf(plan);
  const segments = await routeElements({ plan, searchParams, modules, metadata });
  return {
    route: {
      url,
      ...(page.mount === undefined ? {} : { mount: page.mount }),
      pattern,
      params: plan.params,
      keys: plan.keys,
      ...(root === undefined || root.at === 0 ? {} : { root: root.at }),
      ...(page.match?.interception === undefined ? {} : { isIntercepted: true }),
    },
    segments: page.isApart === true ? apart(segments) : segments,
    head: <MetadataTags read={metadata.read} />,
  };
}

/** What a component promises has rows of its own. Without keys: what it shows would get them, and be mounted anew. */
function apart(segments: SegmentElements<ReactNode>): SegmentElements<ReactNode> {
  const Apart = async ({ children }: { readonly children: ReactNode }): Promise<ReactNode> =>
    children;
  const made: Record<number, ReactNode> = {};
  for (const [at, element] of Object.entries(segments)) made[Number(at)] = <Apart>{element}</Apart>;
  return made;
}

function documentInput(
  source: AppSource,
  { page, plan }: PlannedPage,
  options: HtmlOptions,
): Omit<DocumentInput, "flight" | "digests"> {
  return {
    boundaries: (kind) => listBoundaries(plan, kind),
    status: page.match === undefined ? 404 : 200,
    formState: options.formState,
    waitForAll: options.waitForAll,
    failure: options.failure,
    isKept: options.isKept === true,
    nonce: options.nonce,
    signal: options.signal,
    onError: options.onError,
    development: source.mode === "development",
    build: { build: source.buildId, wire: wireVersion },
  };
}

async function globalErrorOf(
  source: AppSource,
): Promise<Pick<PagePayload<ReactNode>, "globalError">> {
  const file = source.routes.globalError;
  const module = file === undefined ? undefined : source.modules[file];
  if (module === undefined) return {};
  return { globalError: (await module.load())["default"] };
}
