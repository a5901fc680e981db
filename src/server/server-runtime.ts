import { AsyncLocalStorage } from "node:async_hooks";
import type { ActionEntry, ActionFunction, AppBuild, ProxySource } from "../render/index.ts";
import { createCache, type Cache, type CacheStore } from "../cache/index.ts";
import {
  createCallRecord,
  createRateLimit,
  type CallRecord,
  type RateLimit,
} from "../calls/index.ts";
import { compileRoutes, type RouteMatcher, type RouteTable } from "../routing/index.ts";
import type { Store } from "../storage/index.ts";
import { createActionLimits, type LimitsByAction } from "./action-limits.ts";
import { createAdmission, type Admission } from "./admit/admit-call.ts";
import { reportFailure } from "./call/report-failure.ts";
import { createDeadlineQueue, type DeadlineQueue } from "./deadline-queue.ts";
import type { PageOffers } from "./pages/offer-page.ts";
import type { LoadedProxy } from "./proxy/load-proxy.ts";
import type { ServerAnswer } from "./server-answer.ts";
import type { ServerSettings } from "./server-options.ts";
import type { ServerRequest } from "./server-request.ts";
import { createOwnFetch, type OwnFetch } from "./web/fetch-own.ts";

/** What one server keeps over its requests. */
export interface ServerRuntime {
  readonly settings: ServerSettings;
  readonly cache: Cache;
  readonly fetchOwn: OwnFetch;
  readonly admission: Admission;
  readonly callRecord: CallRecord;
  readonly rateLimit: RateLimit;
  /** Of `bodyTimeoutMs`. */
  readonly bodyDeadlines: DeadlineQueue;
  /** Of each length that an action has for its own: as many as the app writes down. */
  readonly actionDeadlines: (timeoutMs: number) => DeadlineQueue;
  readonly limits: LimitsByAction;
  /** Of `answerIdleMs`. */
  readonly answerDeadlines: DeadlineQueue;
  /** Prepares a route table for matching, once. */
  readonly matcherOf: (routes: RouteTable) => RouteMatcher;
  /** Actions of a production build that were called before: importing again costs more than most of them. */
  readonly loadedActions: WeakMap<ActionEntry, ActionFunction>;
  /** The proxy, as it was loaded last. */
  readonly loadedProxies: WeakMap<ProxySource, LoadedProxy>;
  /** Tasks that go on after their answer was sent. */
  readonly background: Set<Promise<void>>;
  readonly pageOffers: PageOffers;
  /** Runs what is made for everybody: nothing that surrounds a request, of whoever mounts the server, is seen in there. */
  readonly outsideRequests: <T>(run: () => T) => T;
}

/** Where a server keeps things. */
export interface ServerStores {
  /** Of calls, and of how many each caller makes. */
  readonly store: Store;
  readonly cacheStore: CacheStore;
}

/** How a server answers a request. */
export type AnswerRequest = (
  request: ServerRequest,
  app: AppBuild,
  server: ServerRuntime,
) => ServerAnswer | Promise<ServerAnswer>;

/** Makes the state of one server. */
export function createServerRuntime(
  settings: ServerSettings,
  { store, cacheStore }: ServerStores,
  answer: AnswerRequest,
): ServerRuntime {
  // In development the table changes; an old one goes with its build.
  const matchers = new WeakMap<RouteTable, RouteMatcher>();
  const { limits, isolatesRequests } = settings;
  const deadlines = (lengthMs: number): DeadlineQueue =>
    createDeadlineQueue(lengthMs, isolatesRequests);
  const matcherOf: ServerRuntime["matcherOf"] = (routes) => {
    const known = matchers.get(routes);
    if (known !== undefined) return known;
    const matcher = compileRoutes(routes);
    matchers.set(routes, matcher);
    return matcher;
  };
  const server: ServerRuntime = {
    settings,
    fetchOwn: createOwnFetch({
      handle: (request, app) => answer(request, app, server),
      log: settings.log,
      maxRunning: settings.limits.maxRunning,
    }),
    cache: createCache({
      store: cacheStore,
      onError: (error, what) => void reportFailure(error, what, settings.log),
    }),
    callRecord: createCallRecord({
      store,
      onError: (error) => void reportFailure(error, "the record of calls", settings.log),
    }),
    rateLimit: createRateLimit(store),
    admission: createAdmission(limits),
    bodyDeadlines: deadlines(limits.bodyTimeoutMs),
    actionDeadlines: deadlinesByLength(deadlines),
    limits: createActionLimits(limits, matcherOf),
    answerDeadlines: deadlines(limits.answerIdleMs),
    matcherOf,
    loadedActions: new WeakMap(),
    loadedProxies: new WeakMap(),
    background: new Set(),
    pageOffers: new Map(),
    outsideRequests: AsyncLocalStorage.snapshot(),
  };
  return server;
}

function deadlinesByLength(
  create: (lengthMs: number) => DeadlineQueue,
): ServerRuntime["actionDeadlines"] {
  const queues = new Map<number, DeadlineQueue>();
  return (timeoutMs) => {
    let queue = queues.get(timeoutMs);
    if (queue === undefined) queues.set(timeoutMs, (queue = create(timeoutMs)));
    return queue;
  };
}
