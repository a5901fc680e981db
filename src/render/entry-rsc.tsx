import { renderToPipeableStream } from "@vitejs/plugin-rsc/rsc/server.node";
import type { ReactNode } from "react";
import {
  wireVersion,
  type AnswerPayload,
  type PagePayload,
  type RouteState,
  type SegmentElements,
} from "../protocol/index.ts";
import type { RouteMatch, RouteTable } from "../routing/index.ts";
import type { AppBuild, HtmlOptions, PageRequest, RenderedHtml, Renderer } from "./app-build.ts";
import type { DocumentInput } from "./entry-ssr.tsx";
import { loadedOnce } from "./loaded-once.ts";
import { boundaryDepths, routeElements } from "./route-element.tsx";
import type { RouteModules } from "./route-modules.ts";
import { searchParamsOf } from "./search-params.ts";
import { segmentKeys } from "./segment-keys.ts";
import { toFlight } from "./to-flight.ts";
import { unmatchedRoute } from "./unmatched-route.ts";

/** What the bundle's generated entry knows of the app. */
export interface AppSource {
  readonly buildId: string;
  readonly mode: AppBuild["mode"];
  readonly routes: RouteTable;
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
export function createAppBuild(source: AppSource): AppBuild {
  return Object.freeze({
    buildId: source.buildId,
    mode: source.mode,
    actions: loadedOnce(source.actions),
    routes: source.routes,
    ...(source.proxy === undefined ? {} : { proxy: source.proxy }),
    loadHandler: async (file: string) => {
      const module = source.modules[file];
      if (module === undefined)
        throw new Error(`${file} is in the route table, but not in the build`);
      return module.load();
    },
    renderer: createRenderer(source),
    register: async () => {
      const register = (await source.loadInstrumentation?.())?.["register"];
      if (typeof register === "function") await register();
    },
  });
}

function createRenderer(source: AppSource): Renderer {
  const build = `${source.buildId}.${wireVersion}`;
  const describeRoute = (page: PageRequest): RouteState => {
    const match = matchOf(source, page);
    return {
      url: page.shownUrl ?? page.path + page.search,
      pattern: match.route.pattern,
      params: match.params,
      keys: segmentKeys(match),
    };
  };
  const elementsOf = async (
    page: PageRequest,
    route: RouteState,
  ): Promise<SegmentElements<ReactNode>> => {
    const from = firstDifference(page.have ?? [], route.keys);
    return routeElements({
      match: matchOf(source, page),
      searchParams: searchParamsOf(page.search),
      modules: source.modules,
      from,
    });
  };
  const pagePayload = async (page: PageRequest): Promise<PagePayload<ReactNode>> => {
    const route = describeRoute(page);
    return {
      build,
      route,
      segments: await elementsOf(page, route),
      ...(await globalErrorOf(source)),
    };
  };
  return {
    describeRoute,
    renderSegments: async (page, options) =>
      toFlight(renderToPipeableStream, await pagePayload(page), options),
    renderAnswer: async (answer, options) => {
      const { outcome, location, page } = answer;
      const payload: AnswerPayload<ReactNode> = {
        outcome,
        build,
        ...(location === undefined ? {} : { location }),
        ...(page === undefined ? {} : await pageOfAnswer(page)),
      };
      return toFlight(renderToPipeableStream, payload, options);
    },
    renderHtml: async (page, options) => {
      const payload = await pagePayload(page);
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
      return renderDocument({ ...documentInput(source, page, options), flight, digests });
    },
  };

  async function pageOfAnswer(
    page: PageRequest,
  ): Promise<Required<Pick<AnswerPayload<ReactNode>, "route" | "segments">>> {
    const route = describeRoute(page);
    return { route, segments: await elementsOf(page, route) };
  }
}

function matchOf(source: AppSource, page: PageRequest): RouteMatch {
  return page.match ?? unmatchedRoute(source.routes);
}

function documentInput(
  source: AppSource,
  page: PageRequest,
  options: HtmlOptions,
): Omit<DocumentInput, "flight" | "digests"> {
  const match = matchOf(source, page);
  return {
    boundaryDepths: (kind) => boundaryDepths(match, kind),
    status: page.match === undefined ? 404 : 200,
    formState: options.formState,
    waitForAll: options.waitForAll,
    failure: options.failure,
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

/** The page is always made anew; a layout only where it, or one above it, differs from what the browser holds. */
function firstDifference(have: readonly string[], keys: readonly string[]): number {
  const different = keys.findIndex((key, depth) => have[depth] !== key);
  return different === -1 ? keys.length - 1 : different;
}
